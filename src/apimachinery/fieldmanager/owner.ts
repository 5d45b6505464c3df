import type { ManagedFieldsEntry } from '../../../schemas/meta/v1/managed-fields.ts';
import { compareKeys } from '../decode/compare-keys.ts';
import { goJson } from '../json/go-json.ts';
import { nativeParse } from '../json/native-parse.ts';
import type { FieldSet } from './field-set.ts';
import { parseFieldsV1 } from './fields-v1.ts';

/** Who owns a set of fields of an object: an entry of `metadata.managedFields`. */
export interface Owner {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  /** The subresource through which the fields were written; '' for the object itself. */
  readonly subresource: string;
  /** When the manager last changed a field or came to own one; undefined where it never changed any. */
  readonly time: string | undefined;
  readonly fields: FieldSet;
}

/** What tells an owner from others; for one that applies, whatever the version in which it does. */
export type OwnerIdentity = Pick<Owner, 'manager' | 'operation' | 'apiVersion' | 'subresource'>;

/** Whether two entries are of the same owner. */
export function isSameOwner(a: OwnerIdentity, b: OwnerIdentity): boolean {
  return (
    a.manager === b.manager &&
    a.operation === b.operation &&
    a.subresource === b.subresource &&
    (a.operation === 'Apply' || a.apiVersion === b.apiVersion)
  );
}

/** The text that stands for an owner in kube-apiserver: the same for two entries of one owner. */
export function identityText({ manager, operation, apiVersion, subresource }: OwnerIdentity): string {
  return JSON.stringify({
    ...(manager !== '' && { manager }),
    operation,
    ...(operation === 'Update' && { apiVersion }),
    ...(subresource !== '' && { subresource }),
  });
}

/** Sets the entry of an owner among others. */
export function withOwner(owners: readonly Owner[], owner: Owner): Owner[] {
  return [...owners.filter((one) => !isSameOwner(one, owner)), owner];
}

/** Orders owners as `managedFields` lists them: who applies before who updates, then by time and name. */
export function compareOwners(a: Owner, b: Owner): number {
  return (
    compareKeys(a.operation, b.operation) ||
    compareKeys(a.time ?? '', b.time ?? '') ||
    compareKeys(a.manager, b.manager) ||
    compareKeys(a.apiVersion, b.apiVersion) ||
    compareKeys(a.subresource, b.subresource)
  );
}

/**
 * The JSON text of `,"managedFields":[...]` for owners that are in order, in segments: every second one is the text of a set of fields,
 * the very string that the set has. None where there are no owners.
 */
export function ownerSegments(owners: readonly Owner[]): string[] {
  const segments: string[] = [];
  let before = OWNERS_OPENING;
  for (const { manager, operation, apiVersion, subresource, time, fields } of owners) {
    const named = manager === '' ? '' : `"manager":${goJson(manager)},`;
    const timed = time === undefined ? '' : `"time":"${time}",`;
    const version = goJson(apiVersion);
    const head = `${before}{${named}"operation":"${operation}","apiVersion":${version},${timed}"fieldsType":"FieldsV1","fieldsV1":`;
    segments.push(head, fields.text);
    before = subresource === '' ? '},' : `,"subresource":${goJson(subresource)}},`;
  }
  if (segments.length > 0) segments.push(`${before.slice(0, -1)}]`);
  return segments;
}

/** What the segments of owners begin with. */
export const OWNERS_OPENING = ',"managedFields":[';

/** The entries of `managedFields` for owners that are in order; they are the caller's own. */
export function entriesOf(owners: readonly Owner[]): ManagedFieldsEntry[] {
  const { managedFields = [] } = nativeParse(`{${ownerSegments(owners).join('').slice(1)}}`) as {
    readonly managedFields?: ManagedFieldsEntry[];
  };
  return managedFields;
}

/** Reads the entries of `managedFields`; undefined where one of them is not as this server writes them. */
export function parseOwners(entries: readonly ManagedFieldsEntry[]): Owner[] | undefined {
  const owners = new Map<string, Owner>();
  for (const { manager = '', operation, apiVersion = '', subresource = '', time, fieldsType, fieldsV1 } of entries) {
    if (operation !== 'Apply' && operation !== 'Update') return undefined;
    if (apiVersion === '' || fieldsType !== 'FieldsV1') return undefined;
    try {
      const fields = parseFieldsV1(fieldsV1 ?? {});
      const owner: Owner = { manager, operation, apiVersion, subresource, time, fields };
      // What is said of an owner last counts.
      owners.set(identityText(owner), owner);
    } catch {
      return undefined;
    }
  }
  return [...owners.values()];
}
