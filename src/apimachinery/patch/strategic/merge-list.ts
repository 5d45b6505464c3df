import type { TSchema } from '@sinclair/typebox';
import { rejectedPatch, unexpectedError } from '../../status-error.ts';
import { goKind, goPrint } from '../go-print.ts';
import { isObject, type JsonObject, member } from '../json-value.ts';
import { badType, DIRECTIVE, noMergeKey, unknownDirective } from './directives.ts';
import { identityOf, ordered } from './element-order.ts';
import type { PatchMetadata } from './patch-metadata.ts';

/** Merges a patch into an object of a schema; `original` is not changed. */
export type MergeObject = (original: JsonObject, patch: JsonObject, schema: TSchema) => JsonObject;

/** Merges the list of a patch into the list of an object, as the field's schema says; `original` is not changed. */
export function mergeList(
  original: readonly unknown[],
  patch: readonly unknown[],
  { schema, merges, mergeKey }: PatchMetadata,
  mergeObject: MergeObject,
): readonly unknown[] {
  if (!merges) return patch;
  if (original.length === 0 && patch.length === 0) return original;
  if (entryKind(original, patch) !== 'map') {
    return ordered([...new Set([...original, ...patch])], patch, original, '');
  }
  if (mergeKey === '') throw unexpectedError('cannot merge lists without merge key');
  const { left, changes, replaces } = carryOutDirectives(original as JsonObject[], patch as JsonObject[], mergeKey);
  if (replaces) return ordered(changes, [], changes, mergeKey);
  const merged: JsonObject[] = [...left];
  const places = new Map<unknown, number>();
  for (const [i, entry] of merged.entries()) {
    const identity = identityOf(entry, mergeKey);
    if (!places.has(identity)) places.set(identity, i);
  }
  for (const change of changes) {
    const identity = member(change, mergeKey);
    if (identity === undefined) throw noMergeKey(change, mergeKey);
    const at = places.get(identity);
    const there = at === undefined ? undefined : merged[at];
    if (at === undefined || there === undefined) places.set(identity, merged.push(change) - 1);
    else merged[at] = mergeObject(there, change, schema.items);
  }
  const isInOrder = changes.length === 1 && left === original && keepsOrder(merged, places, mergeKey);
  if (isInOrder && merged.length === left.length) return merged;
  return ordered(merged, changes, left, mergeKey);
}

/** Whether the entries are the same as before, each once: a patch of one of them, as of a condition, leaves all where they are. */
function keepsOrder(merged: readonly unknown[], places: ReadonlyMap<unknown, number>, mergeKey: string): boolean {
  if (places.size !== merged.length) return false;
  return merged.every((entry, i) => {
    const identity = identityOf(entry, mergeKey);
    return identity !== undefined && places.get(identity) === i;
  });
}

/** What a list is to have no more: `$deleteFromPrimitiveList`. */
export function deleteFromList(original: readonly unknown[], deleted: readonly unknown[]): readonly unknown[] {
  if (entryKind(original, deleted) === 'map') {
    throw unexpectedError('invalid use of $deleteFromPrimitiveList directive on map elements');
  }
  const gone = new Set(deleted);
  return original.filter((entry) => !gone.has(entry));
}

/**
 * The kind of the entries of lists.
 * @throws StatusError 422 for lists of lists, 500 where the kinds differ or there is no entry at all.
 */
export function entryKind(...lists: readonly (readonly unknown[])[]): string {
  let kind: string | undefined;
  for (const list of lists) {
    for (const entry of list) {
      const own = goKind(entry) ?? '<nil>';
      if (kind === undefined && own === 'slice') throw rejectedPatch();
      kind ??= own;
      if (kind !== own) throw unexpectedError(`list element types are not identical: ${goPrint(lists)}`);
    }
  }
  if (kind === undefined) throw unexpectedError('no elements in any of the given slices');
  return kind;
}

interface Directed {
  readonly left: readonly JsonObject[];
  readonly changes: readonly JsonObject[];
  readonly replaces: boolean;
}

/** Takes out what `$patch: delete` names, and tells the rest of the patch from its directives. */
function carryOutDirectives(original: readonly JsonObject[], patch: readonly JsonObject[], mergeKey: string): Directed {
  const changes: JsonObject[] = [];
  const deleted = new Set<unknown>();
  let replaces = false;
  for (const entry of patch) {
    if (!isObject(entry)) throw badType('map', entry);
    const directive = member(entry, DIRECTIVE);
    if (directive === undefined) changes.push(entry);
    else if (directive === 'replace') replaces = true;
    else if (directive === 'merge') throw unexpectedError('merging lists cannot yet be specified in the patch');
    else if (directive !== 'delete') throw unknownDirective(directive, entry);
    else if (member(entry, mergeKey) === undefined) throw noMergeKey(entry, mergeKey);
    else deleted.add(member(entry, mergeKey));
  }
  const left = deleted.size === 0 ? original : original.filter((entry) => !deleted.has(member(entry, mergeKey)));
  return { left, changes, replaces };
}
