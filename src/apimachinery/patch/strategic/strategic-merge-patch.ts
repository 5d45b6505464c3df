import type { TSchema } from '@sinclair/typebox';
import { goKind } from '../go-print.ts';
import { isObject, type JsonObject, member, removeMember, setMember } from '../json-value.ts';
import {
  badFormat,
  badType,
  DELETE_FROM_LIST,
  DIRECTIVE,
  discardNulls,
  fieldOfParallelList,
  isParallelList,
  RETAIN_KEYS,
  SET_ELEMENT_ORDER,
  unknownDirective,
  withoutDirectives,
} from './directives.ts';
import { deleteFromList, mergeList } from './merge-list.ts';
import { listMetadata, patchMetadata } from './patch-metadata.ts';
import { setElementOrders } from './set-element-order.ts';

/**
 * Applies a strategic merge patch to an object of `schema`, whose annotations tell how each list is merged, and returns the new
 * object. `original` is not changed; what the patch does not name is shared with it. The patch is used up: what its directives
 * ask for is taken out of it, and its values become part of the result.
 * @throws StatusError 400, 422 or 500 for mistakes in directives, as kube-apiserver answers each.
 */
export function strategicMergePatch(original: JsonObject, patch: JsonObject, schema: TSchema): JsonObject {
  const directive = member(patch, DIRECTIVE);
  if (directive !== undefined) return carryOut(directive, patch);
  const result = { ...original };
  retainKeys(result, patch);
  setElementOrders(result, patch, schema, strategicMergePatch);
  for (const name of Object.keys(patch)) mergeMember(result, name, patch[name], schema);
  return result;
}

function carryOut(directive: unknown, patch: JsonObject): JsonObject {
  if (directive === 'delete') return {};
  if (directive !== 'replace') throw unknownDirective(directive, patch);
  removeMember(patch, DIRECTIVE);
  return patch;
}

/** Carries out `$retainKeys`: what it does not name goes. */
function retainKeys(result: JsonObject, patch: JsonObject): void {
  const retained = member(patch, RETAIN_KEYS);
  if (retained === undefined) return;
  removeMember(patch, RETAIN_KEYS);
  if (!Array.isArray(retained)) throw badFormat('retainKeys');
  const names = new Set<unknown>(retained);
  for (const name of Object.keys(patch)) {
    const isList = isParallelList(name, DELETE_FROM_LIST) || isParallelList(name, SET_ELEMENT_ORDER);
    if (patch[name] !== null && !isList && !names.has(name)) throw badFormat('retainKeys');
  }
  for (const name of Object.keys(result)) if (!names.has(name)) removeMember(result, name);
}

function mergeMember(result: JsonObject, name: string, change: unknown, schema: TSchema): void {
  const deletes = isParallelList(name, DELETE_FROM_LIST);
  const field = deletes ? fieldOfParallelList(name, DELETE_FROM_LIST) : name;
  if (change === null) {
    removeMember(result, field);
    return;
  }
  const there = member(result, field);
  if (there === undefined || goKind(there) !== goKind(change)) {
    if (!deletes) take(result, field, change);
  } else if (isObject(there) && isObject(change)) {
    const { replaces, schema: own } = patchMetadata(schema, field);
    setMember(result, field, replaces ? change : strategicMergePatch(there, change, own));
  } else if (!Array.isArray(there)) {
    take(result, field, change);
  } else if (!Array.isArray(change)) {
    throw badType('list', change);
  } else {
    const merged = deletes
      ? deleteFromList(there, change)
      : mergeList(there, change, listMetadata(schema, field), strategicMergePatch);
    setMember(result, field, merged);
  }
}

/** Takes a value of the patch as it is, but for what could only mean something to an earlier value. */
function take(result: JsonObject, field: string, change: unknown): void {
  discardNulls(change);
  const kept = withoutDirectives(change);
  if (kept === undefined) removeMember(result, field);
  else setMember(result, field, kept);
}
