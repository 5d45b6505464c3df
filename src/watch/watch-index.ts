import { keyOfEvent, type StoreEvent } from '../storage/store-event.ts';
import type { EventEncoder } from './frames.ts';
import type { Predicate, Trigger, TriggerValues } from './predicate.ts';
import { WatchGroup } from './watch-group.ts';

/** Is handed the groups that a write may concern, with the values of their trigger where they have one. */
export type Visit = (group: WatchGroup, values: TriggerValues | undefined) => void;

interface Triggered {
  readonly trigger: Trigger;
  readonly groups: Map<string, Set<WatchGroup>>;
  /** The value of each object that was written since there were watches, as of its last write. */
  readonly known: Map<string, string>;
}

/**
 * The watches of one kind by what they select on, so that a write costs those that it may concern: by the one object, by the value
 * of a field, by namespace; the rest are held against every write.
 */
export class WatchIndex {
  readonly #groups = new Map<string, WatchGroup>();
  readonly #byKey = new Map<string, Set<WatchGroup>>();
  readonly #byPrefix = new Map<string, Set<WatchGroup>>();
  readonly #byField = new Map<string, Triggered>();
  readonly #kindPrefix: string;

  constructor(kindPrefix: string) {
    this.#kindPrefix = kindPrefix;
  }

  /** Whether there are no watches. */
  get isEmpty(): boolean {
    return this.#groups.size === 0;
  }

  /** The group of a predicate and a form; each call counts as one more member of it. */
  join(predicate: Predicate, encoder: EventEncoder): WatchGroup {
    const identity = identityOf(predicate, encoder);
    let group = this.#groups.get(identity);
    if (group === undefined) {
      group = new WatchGroup(predicate, encoder);
      this.#groups.set(identity, group);
      this.#place(predicate).add(group);
    }
    group.size += 1;
    return group;
  }

  /** Takes one member out; a group without members is forgotten. */
  leave(group: WatchGroup): void {
    group.size -= 1;
    if (group.size > 0) return;
    const { predicate, encoder } = group;
    this.#groups.delete(identityOf(predicate, encoder));
    const { key, trigger, prefix } = predicate;
    if (key !== undefined) removeFrom(this.#byKey, key, group);
    else if (trigger !== undefined) {
      const triggered = this.#byField.get(trigger.field);
      if (triggered === undefined) return;
      removeFrom(triggered.groups, trigger.value, group);
      if (triggered.groups.size === 0) this.#byField.delete(trigger.field);
    } else removeFrom(this.#byPrefix, prefix, group);
  }

  /** Visits the groups that a write of the kind may concern, each once. Every write must come by here, in order. */
  visit(event: StoreEvent, visit: Visit): void {
    const key = keyOfEvent(event);
    for (const group of this.#byKey.get(key) ?? NONE) visit(group, undefined);
    for (const group of this.#byPrefix.get(this.#kindPrefix) ?? NONE) visit(group, undefined);
    const slash = key.indexOf('/', this.#kindPrefix.length);
    if (slash >= 0) {
      for (const group of this.#byPrefix.get(key.slice(0, slash + 1)) ?? NONE) visit(group, undefined);
    }
    for (const triggered of this.#byField.values()) {
      const values = triggerValues(triggered, event, key);
      const { before, after } = values;
      if (before !== undefined) for (const group of triggered.groups.get(before) ?? NONE) visit(group, values);
      if (after === undefined || after === before) continue;
      for (const group of triggered.groups.get(after) ?? NONE) visit(group, values);
    }
  }

  #place({ key, trigger, prefix }: Predicate): Set<WatchGroup> {
    if (key !== undefined) return placeIn(this.#byKey, key);
    if (trigger === undefined) return placeIn(this.#byPrefix, prefix);
    let triggered = this.#byField.get(trigger.field);
    if (triggered === undefined) {
      triggered = { trigger, groups: new Map(), known: new Map() };
      this.#byField.set(trigger.field, triggered);
    }
    return placeIn(triggered.groups, trigger.value);
  }
}

const NONE: Iterable<WatchGroup> = [];

function identityOf(predicate: Predicate, encoder: EventEncoder): string {
  return `${encoder.identity}\n${predicate.identity}`;
}

function placeIn(groups: Map<string, Set<WatchGroup>>, at: string): Set<WatchGroup> {
  const there = groups.get(at);
  if (there !== undefined) return there;
  const made = new Set<WatchGroup>();
  groups.set(at, made);
  return made;
}

function removeFrom(groups: Map<string, Set<WatchGroup>>, at: string, group: WatchGroup): void {
  const there = groups.get(at);
  there?.delete(group);
  if (there?.size === 0) groups.delete(at);
}

/** Reads a value where the write may have changed it, and remembers it: a status write then costs one look-up. */
function triggerValues({ trigger, known }: Triggered, event: StoreEvent, key: string): TriggerValues {
  const { previous } = event;
  const before = previous === undefined ? undefined : (known.get(key) ?? trigger.read(previous));
  if (event.type === 'delete') {
    known.delete(key);
    return { before, after: undefined };
  }
  const isKept = previous !== undefined && trigger.isKept(previous, event.entry);
  const after = isKept ? (before as string) : trigger.read(event.entry);
  known.set(key, after);
  return { before, after };
}
