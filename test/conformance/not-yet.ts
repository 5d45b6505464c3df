import { readFileSync, writeFileSync } from 'node:fs';

/** What came of each recording: undefined where it passed, else what differed. */
export type Verdicts = ReadonlyMap<string, string | undefined>;

/**
 * The recordings that do not pass yet: a reason, and the names it holds for. A name that ends in `/*` stands for all
 * recordings of that group.
 */
export type NotYet = Readonly<Record<string, readonly string[]>>;

const FILE = new URL('not-yet.json', import.meta.url);

/** Reads not-yet.json. */
export function readNotYet(): NotYet {
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

/** Writes not-yet.json: reasons and names in order, a name a line; reasons without names go. */
export function writeNotYet(notYet: NotYet): void {
  const kept = Object.entries(notYet).filter(([, names]) => names.length > 0);
  const sorted = kept.map(([reason, names]) => [reason, names.toSorted()] as const);
  const byReason = sorted.toSorted(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(byReason), null, 1)}\n`);
}

/** The reason why the recording `name` does not pass yet; undefined where it must pass. */
export function reasonFor(notYet: NotYet, name: string): string | undefined {
  return Object.entries(notYet).find(([, entries]) => entries.some((entry) => covers(entry, name)))?.[0];
}

/**
 * What is wrong between the list and the verdicts, a line each: a recording that fails and is not named, one that is
 * named and passes, and a name that is unknown, repeated or within a named group. Only names for which `mine` holds
 * are looked at, so that one list serves several runs.
 */
export function findDiscrepancies(notYet: NotYet, verdicts: Verdicts, mine: (name: string) => boolean): string[] {
  const entries = Object.values(notYet).flat().filter(mine);
  const problems: string[] = [];
  for (const [name, failure] of verdicts) {
    const named = entries.filter((entry) => covers(entry, name));
    if (named.length > 1) problems.push(`${name} is named ${named.length} times in not-yet.json: ${named.join(', ')}`);
    if (failure !== undefined && named.length === 0) problems.push(`${name} fails:\n  ${failure}`);
    if (failure === undefined && named.length > 0) {
      problems.push(`${name} passes: take it out of not-yet.json (npm run conformance:update does)`);
    }
  }
  const known = [...verdicts.keys()];
  for (const entry of entries) {
    if (!known.some((name) => covers(entry, name)))
      problems.push(`${entry} is in not-yet.json, but no recording is called so`);
  }
  return problems;
}

/**
 * The list after a run: names that pass go, and a group of which a member passes becomes the names of those that fail.
 * With `reasonForNew`, recordings that fail and are not named come in under the reason that it gives.
 */
export function updateNotYet(notYet: NotYet, verdicts: Verdicts, reasonForNew?: (name: string) => string): NotYet {
  const failing = [...verdicts].flatMap(([name, failure]) => (failure === undefined ? [] : [name]));
  const updated = new Map<string, string[]>();
  for (const [reason, entries] of Object.entries(notYet)) {
    const kept = entries.flatMap((entry) => {
      const members = [...verdicts.keys()].filter((name) => covers(entry, name));
      const left = members.filter((name) => failing.includes(name));
      return left.length > 0 && left.length === members.length ? [entry] : left;
    });
    updated.set(reason, kept);
  }
  if (reasonForNew !== undefined) {
    for (const name of failing.filter((one) => reasonFor(notYet, one) === undefined)) {
      const reason = reasonForNew(name);
      updated.set(reason, [...(updated.get(reason) ?? []), name]);
    }
  }
  return Object.fromEntries(updated);
}

const covers = (entry: string, name: string): boolean =>
  entry.endsWith('/*') ? name.startsWith(entry.slice(0, -1)) : entry === name;
