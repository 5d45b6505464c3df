import type { TSchema } from '@sinclair/typebox';
import { unexpectedError } from '../../status-error.ts';
import { goPrint } from '../go-print.ts';
import { isObject, type JsonObject, member, removeMember, setMember } from '../json-value.ts';
import {
  badType,
  DIRECTIVE,
  fieldOfParallelList,
  isParallelList,
  noMergeKey,
  SET_ELEMENT_ORDER,
  withoutDirectives,
} from './directives.ts';
import { identityOf, ordered } from './element-order.ts';
import { entryKind, type MergeObject, mergeList } from './merge-list.ts';
import { listMetadata } from './patch-metadata.ts';

/**
 * Carries out `$setElementOrder`: merges the lists that have such an order and sorts them by it. `result` is changed in place,
 * and what is done is taken out of `patch`.
 */
export function setElementOrders(
  result: JsonObject,
  patch: JsonObject,
  schema: TSchema,
  mergeObject: MergeObject,
): void {
  for (const name of Object.keys(patch)) {
    if (!isParallelList(name, SET_ELEMENT_ORDER)) continue;
    const order = patch[name];
    removeMember(patch, name);
    if (!Array.isArray(order)) throw badType('list', order);
    const field = fieldOfParallelList(name, SET_ELEMENT_ORDER);
    const there = listOrNone(member(result, field));
    const change = listOrNone(member(patch, field));
    const metadata = listMetadata(schema, field);
    checkOrder(change ?? [], order, metadata.mergeKey);
    if (there === undefined && change === undefined) continue;
    entryKind(there ?? [], change ?? []);
    const merged =
      there === undefined || change === undefined
        ? (there ?? (change ?? []).map(withoutDirectives).filter((entry) => entry !== undefined))
        : mergeList(there, change, metadata, mergeObject);
    setMember(result, field, ordered(merged, order, there ?? [], metadata.mergeKey));
    removeMember(patch, field);
  }
}

function listOrNone(value: unknown): readonly unknown[] | undefined {
  if (value === undefined || Array.isArray(value)) return value;
  throw badType('list', value);
}

/** The entries of the patch have to stand in the order that it asks for, and none may be missing there. */
function checkOrder(patch: readonly unknown[], order: readonly unknown[], mergeKey: string): void {
  if (patch.length === 0 || order.length === 0) return;
  const named = mergeKey === '' ? patch : patch.filter((entry) => !isDirective(entry));
  let at = 0;
  for (const entry of named) {
    const identity = checkedIdentity(entry, mergeKey);
    while (at < order.length && checkedIdentity(order[at], mergeKey) !== identity) at += 1;
    if (at >= order.length) {
      throw unexpectedError(
        `The order in patch list:\n${goPrint(patch)}\n doesn't match $setElementOrder list:\n${goPrint(order)}\n`,
      );
    }
    at += 1;
  }
}

function checkedIdentity(entry: unknown, mergeKey: string): unknown {
  if (mergeKey === '') return entry;
  if (!isObject(entry)) throw badType('map', entry);
  const identity = identityOf(entry, mergeKey);
  if (identity === undefined) throw noMergeKey(entry, mergeKey);
  return identity;
}

function isDirective(entry: unknown): boolean {
  if (!isObject(entry)) throw badType('map', entry);
  return member(entry, DIRECTIVE) !== undefined;
}
