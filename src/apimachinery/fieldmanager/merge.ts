import { setMember } from '../patch/json-value.ts';
import { EntryProblem, entryElement } from './list-entries.ts';
import type { ListMergeType, MergeType } from './merge-type.ts';
import type { PathElement } from './path-element.ts';
import { entriesOf, memberNames, memberOf, membersOf } from './values.ts';

/**
 * Merges what is applied into what is there: nothing is taken away, and where both have a value the applied one counts. Shares what
 * it does not change with both. The entries of a list keep their order; those that are applied come in the order in which they
 * are applied.
 */
export function merge(type: MergeType, live: unknown, applied: unknown): unknown {
  if (applied === undefined) return live;
  switch (type.kind) {
    case 'scalar':
      return applied;
    case 'map': {
      if (type.atomic || (membersOf(live).length === 0 && membersOf(applied).length === 0)) return applied;
      const merged: Record<string, unknown> = {};
      for (const name of memberNames(live, applied)) {
        const memberType = type.fields.get(name)?.type ?? type.element;
        if (memberType === undefined) continue;
        const value = merge(memberType, memberOf(live, name), memberOf(applied, name));
        setMember(merged, name, value);
      }
      return merged;
    }
    case 'list': {
      const [there, given] = [entriesOf(live), entriesOf(applied)];
      if (type.relation === 'atomic' || (there.length === 0 && given.length === 0)) return applied;
      return mergeEntries(type, there, given);
    }
  }
}

function mergeEntries(type: ListMergeType, live: readonly unknown[], applied: readonly unknown[]): unknown[] {
  const liveElements = elementsOf(type, live);
  const appliedElements = elementsOf(type, applied);
  // What stands several times is not merged with what is applied, but replaced by it.
  const there = new Map<PathElement, unknown>();
  for (const [i, element] of liveElements.entries()) there.set(element, there.has(element) ? null : live[i]);
  const given = new Map(appliedElements.map((element, i) => [element, applied[i]]));
  // Entries on both sides, in the order in which they are applied; the first is the one that is due.
  const shared = appliedElements.filter((element) => there.has(element));
  const placed = new Set<PathElement>();
  const merged: unknown[] = [];
  let due = 0;
  let at = 0;
  const place = (element: PathElement): void => {
    merged.push(merge(type.element, there.get(element), given.get(element)));
    placed.add(element);
  };
  for (const element of appliedElements) {
    at = passLive(at, element);
    place(element);
    if (liveElements[at] === element) at += 1;
    if (shared[due] === element) due += 1;
  }
  for (; at < live.length; at += 1) {
    const element = liveElements[at];
    if (element !== undefined && !given.has(element)) merged.push(live[at]);
  }
  return merged;

  /** Takes over the live entries that come before the next applied one, from `from` on; tells where it stopped. */
  function passLive(from: number, next: PathElement): number {
    let i = from;
    for (; i < live.length; i += 1) {
      const element = liveElements[i];
      if (element === undefined || element === next) break;
      if (!given.has(element)) merged.push(live[i]);
      // Another shared entry is due before this one, which is placed when its turn comes.
      else if (shared[due] === undefined || shared[due] === element) return placed.has(element) ? i + 1 : i;
    }
    return i;
  }
}

function elementsOf(type: ListMergeType, entries: readonly unknown[]): PathElement[] {
  return entries.map((entry) => {
    const element = entryElement(type, entry);
    return element instanceof EntryProblem ? '' : element;
  });
}
