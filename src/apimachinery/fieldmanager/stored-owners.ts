import type { ManagedFieldsEntry } from '../../../schemas/meta/v1/managed-fields.ts';
import { nativeParse } from '../json/native-parse.ts';
import type { FieldSet } from './field-set.ts';
import { parseFieldsV1 } from './fields-v1.ts';
import { type Owner, ownerSegments, parseOwners } from './owner.ts';

// Objects of a kind are mostly written by the same few programs, in the same ways: these are the sets remembered, some KB each.
const REMEMBERED = 256;
// What is longer was written by hand.
const REMEMBERED_LENGTH = 8192;

/**
 * How the owners of a kind's objects are stored: as the text of `"managedFields":[...]` in segments, every second of which is the text
 * of a set of fields. Equal sets are one set with one text, so that a thousand objects that one program wrote share it, and so do the
 * versions of an object that differ in times alone.
 */
export interface StoredOwners {
  /** The owners with sets that are known in place of equal ones. */
  shared(owners: readonly Owner[]): readonly Owner[];
  /** The segments for owners that are in order; none where there are no owners. */
  write(owners: readonly Owner[]): readonly string[];
  /** Reads segments that were written so. */
  read(segments: readonly string[]): readonly Owner[];
}

/** Makes the store of owners of one kind. */
export function storedOwners(): StoredOwners {
  const known = new Map<string, FieldSet>();
  const remember = (text: string, set: FieldSet): FieldSet => {
    if (text.length > REMEMBERED_LENGTH) return set;
    if (known.size >= REMEMBERED) for (const oldest of known.keys()) if (known.delete(oldest)) break;
    known.set(text, set);
    return set;
  };
  const setOf = (text: string): FieldSet => known.get(text) ?? remember(text, parseFieldsV1(nativeParse(text)));
  return {
    shared: (owners) =>
      owners.map((owner) => {
        const { text } = owner.fields;
        const fields = known.get(text) ?? remember(text, owner.fields);
        return fields === owner.fields ? owner : { ...owner, fields };
      }),
    write: ownerSegments,
    read(segments) {
      if (segments.length === 0) return [];
      // Without the sets, which are known, there is little to parse.
      const text = segments.map((segment, i) => (i % 2 === 0 ? segment : '{}')).join('');
      const { managedFields } = nativeParse(`{${text}}`) as { readonly managedFields: readonly ManagedFieldsEntry[] };
      const owners = parseOwners(managedFields);
      if (owners?.length !== managedFields.length) throw new Error('stored managedFields are not as they were written');
      return owners.map((owner, i) => ({ ...owner, fields: setOf(segments[2 * i + 1] ?? '{}') }));
    },
  };
}
