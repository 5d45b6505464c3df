import { isObject, member } from '../json-value.ts';
import { badType, DIRECTIVE, noMergeKey } from './directives.ts';

/** A list in the making: the entries that the patch names, and those that only the server has. */
interface Partition {
  readonly named: unknown[];
  readonly serverOnly: unknown[];
}

/**
 * Brings the entries of a merged list in order: those that `order` names stand as it says, the others stand as on the server;
 * between the two, the server's order decides where it knows both, and else what the patch names comes first.
 */
export function ordered(
  merged: readonly unknown[],
  order: readonly unknown[],
  serverOrder: readonly unknown[],
  mergeKey: string,
): unknown[] {
  const { named, serverOnly } = partition(merged, order, mergeKey);
  const server = positions(serverOrder, mergeKey);
  return interleave(
    sorted(serverOnly, server, serverOrder, mergeKey),
    sorted(named, positions(order, mergeKey), order, mergeKey),
    (entry) => server.get(identityOf(entry, mergeKey)),
  );
}

/** What tells an entry from others: the value of its merge key, or itself where it is a scalar. */
export function identityOf(entry: unknown, mergeKey: string): unknown {
  return mergeKey === '' ? entry : isObject(entry) ? member(entry, mergeKey) : undefined;
}

function partition(merged: readonly unknown[], order: readonly unknown[], mergeKey: string): Partition {
  const names = new Set(order.map((entry) => identityOf(entry, mergeKey)));
  const named: unknown[] = [];
  const serverOnly: unknown[] = [];
  for (const entry of merged) {
    if (mergeKey !== '') checkMergeKey(entry, mergeKey);
    (names.has(identityOf(entry, mergeKey)) ? named : serverOnly).push(entry);
  }
  return { named, serverOnly };
}

function sorted(
  entries: readonly unknown[],
  places: ReadonlyMap<unknown, number>,
  order: readonly unknown[],
  mergeKey: string,
): unknown[] {
  if (mergeKey !== '') for (const entry of [...entries, ...order]) checkMergeKey(entry, mergeKey);
  const kept = entries.filter((entry) => !isDeletion(entry));
  const place = (entry: unknown): number => places.get(identityOf(entry, mergeKey)) ?? -1;
  return [...kept.sort((a, b) => place(a) - place(b)), ...entries.filter(isDeletion)];
}

function interleave(
  left: readonly unknown[],
  right: readonly unknown[],
  place: (entry: unknown) => number | undefined,
): unknown[] {
  const all: unknown[] = [];
  let i = 0;
  for (const entry of right) {
    const limit = place(entry);
    for (let at = place(left[i]); i < left.length; at = place(left[i])) {
      if (limit === undefined || at === undefined || at >= limit) break;
      all.push(left[i]);
      i += 1;
    }
    all.push(entry);
  }
  return [...all, ...left.slice(i)];
}

/** The first position of each entry. */
function positions(list: readonly unknown[], mergeKey: string): ReadonlyMap<unknown, number> {
  const places = new Map<unknown, number>();
  for (const [i, entry] of list.entries()) {
    const identity = identityOf(entry, mergeKey);
    if (!places.has(identity)) places.set(identity, i);
  }
  return places;
}

function checkMergeKey(entry: unknown, mergeKey: string): void {
  if (!isObject(entry)) throw badType('map', entry);
  if (member(entry, mergeKey) === undefined) throw noMergeKey(entry, mergeKey);
}

function isDeletion(entry: unknown): boolean {
  return isObject(entry) && entry[DIRECTIVE] === 'delete';
}
