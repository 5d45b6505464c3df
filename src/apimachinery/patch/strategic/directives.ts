import { badRequest, type StatusError, unexpectedError } from '../../status-error.ts';
import { goKind, goPrint } from '../go-print.ts';
import { isObject, member, removeMember, setMember } from '../json-value.ts';

// What a strategic merge patch says beside the object's own fields (Kubernetes' design proposals on it).

/** Whether a map is merged, replaced or deleted. */
export const DIRECTIVE = '$patch';
/** The members of a union that stay. */
export const RETAIN_KEYS = '$retainKeys';
/** Values that go from a list of plain values: `$deleteFromPrimitiveList/finalizers`. */
export const DELETE_FROM_LIST = '$deleteFromPrimitiveList';
/** The order in which the items of a list stand afterwards: `$setElementOrder/conditions`. */
export const SET_ELEMENT_ORDER = '$setElementOrder';

/** Whether a member of a patch is a directive of that name for some list: `$setElementOrder/conditions`. */
export function isParallelList(name: string, directive: string): boolean {
  return name.startsWith(directive);
}

/**
 * The field that a parallel list is about.
 * @throws StatusError 400 where it names none.
 */
export function fieldOfParallelList(name: string, directive: string): string {
  const slash = name.indexOf('/');
  if (slash >= 0 && name.slice(0, slash) === directive) return name.slice(slash + 1);
  throw badFormat(directive === DELETE_FROM_LIST ? 'primitive list' : 'setElementOrder list');
}

/** 400: a directive's value is not what it has to be. */
export function badFormat(what: string): StatusError {
  return badRequest(`invalid patch format of ${what}`);
}

/** 500: `$patch` has a value that does not exist. */
export function unknownDirective(directive: unknown, patch: unknown): StatusError {
  const shown = typeof directive === 'string' ? directive : misprinted(directive);
  return unexpectedError(`unknown patch type: ${shown} in map: ${goPrint(patch)}`);
}

// Go's %s says so where a value is no string.
function misprinted(value: unknown): string {
  return value === null ? '%!s(<nil>)' : `%!s(${goKind(value)}=${goPrint(value)})`;
}

/** 500: an entry of a list does not say which one it is. */
export function noMergeKey(entry: unknown, mergeKey: string): StatusError {
  return unexpectedError(`map: ${goPrint(entry)} does not contain declared merge key: ${mergeKey}`);
}

/** 500: a value is of another type than it has to be. */
export function badType(expected: 'list' | 'map', actual: unknown): StatusError {
  return unexpectedError(`expected a ${GO_TYPES[expected]}, but received a ${goType(actual)}`);
}

const GO_TYPES = { list: '[]interface {}', map: 'map[string]interface {}' } as const;

function goType(value: unknown): string {
  const kind = goKind(value);
  if (kind === 'slice') return GO_TYPES.list;
  return kind === 'map' ? GO_TYPES.map : (kind ?? '%!s(<nil>)');
}

/** Drops members that are null at any depth of a value, in place: there is nothing that they could delete. */
export function discardNulls(value: unknown): void {
  if (Array.isArray(value)) for (const item of value) discardNulls(item);
  if (!isObject(value)) return;
  for (const name of Object.keys(value)) {
    if (value[name] === null) removeMember(value, name);
    else discardNulls(value[name]);
  }
}

/** Drops objects that are directives at any depth of a value, in place. The value to keep, or undefined for none. */
export function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDirectives).filter((item) => item !== undefined);
  if (!isObject(value)) return value;
  if (member(value, DIRECTIVE) !== undefined) return undefined;
  for (const name of Object.keys(value)) {
    const kept = withoutDirectives(value[name]);
    if (kept === undefined) removeMember(value, name);
    else setMember(value, name, kept);
  }
  return value;
}
