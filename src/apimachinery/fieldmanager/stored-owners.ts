import type { ManagedFieldsEntry } from '../../../schemas/meta/v1/managed-fields.ts';
import { CompactMembers } from '../json/compact-value.ts';
import { nativeParse } from '../json/native-parse.ts';
import type { FieldSet } from './field-set.ts';
import { parseFieldsV1 } from './fields-v1.ts';
import { OWNERS_OPENING, type Owner, ownerSegments, parseOwners } from './owner.ts';

// Objects of a kind are mostly written by the same few programs, in the same ways: these are the sets remembered, some KB each.
const REMEMBERED = 256;
// What is longer was written by hand.
const REMEMBERED_LENGTH = 8192;

/**
 * How the owners of a kind's objects are stored: as the text of `,"managedFields":[...]` in segments, every second of which is the text
 * of a set of fields. Equal sets are one set with one text, so that a thousand objects that one program wrote share it, and so do the
 * versions of an object that differ in times alone.
 */
export interface StoredOwners {
  /** The owners with sets that are known in place of equal ones. */
  shared(owners: readonly Owner[]): readonly Owner[];
  /** The segments for owners that are in order; none where there are no owners. */
  write(owners: readonly Owner[]): readonly string[];
  /**
   * Cuts the text of the member, with the comma before it and without white space, where `write` would: joined, the segments are that
   * text. What no server wrote so stays in one segment.
   */
  cut(text: string): readonly string[];
  /** Reads such segments. Nobody owns anything where they say what no server writes, as in kube-apiserver. */
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
    cut: cutOwners,
    read(segments) {
      if (segments.length < 2) return [];
      // Without the sets, which are known, there is little to parse.
      const text = segments.map((segment, i) => (i % 2 === 0 ? segment : '{}')).join('');
      try {
        const { managedFields } = nativeParse(`{${text.slice(1)}}`) as { readonly managedFields: ManagedFieldsEntry[] };
        const owners = parseOwners(managedFields);
        if (owners?.length !== managedFields.length) return [];
        return owners.map((owner, i) => ({ ...owner, fields: setOf(segments[2 * i + 1] ?? '{}') }));
      } catch {
        return [];
      }
    },
  };
}

function cutOwners(text: string): readonly string[] {
  const segments: string[] = [];
  let cut = 0;
  let at = OWNERS_OPENING.length;
  while (text.charAt(at) === '{') {
    const member = new CompactMembers(text, at + 1);
    let hasFields = false;
    while (member.next()) {
      if (!member.isNamed('fieldsV1')) continue;
      if (hasFields || text.charAt(member.value) !== '{') return [text];
      hasFields = true;
      segments.push(text.slice(cut, member.value), text.slice(member.value, member.end));
      cut = member.end;
    }
    if (!hasFields || text.charAt(member.end) !== '}') return [text];
    at = member.end + 1;
    if (text.charAt(at) !== ',') break;
    at += 1;
  }
  if (text.slice(at) !== ']' || segments.length === 0) return [text];
  return [...segments, text.slice(cut)];
}
