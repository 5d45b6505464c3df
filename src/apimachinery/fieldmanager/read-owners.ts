import type { ManagedFieldsEntry } from '../../../schemas/meta/v1/managed-fields.ts';
import { nativeParse } from '../json/native-parse.ts';
import { type Owner, parseOwners } from './owner.ts';

// Objects of a kind are mostly written by the same few programs, in the same ways: these are the ways remembered, some KB each.
const REMEMBERED = 512;
// What is longer was written by hand.
const REMEMBERED_LENGTH = 16_384;

/**
 * Makes a reader of the texts that ownersText has written, each with `"managedFields":` before it; '' has no owners. Texts that
 * differ in nothing but times share their sets of fields, which are parsed once.
 */
export function ownersReader(): (text: string) => readonly Owner[] {
  const known = new Map<string, readonly Owner[]>();
  return (text) => {
    if (text === '') return [];
    const { timeless, times } = withoutTimes(text);
    let owners = known.get(timeless);
    if (owners === undefined) {
      owners = parse(text);
      if (timeless.length > REMEMBERED_LENGTH) return owners;
      if (known.size >= REMEMBERED) for (const oldest of known.keys()) if (known.delete(oldest)) break;
      known.set(timeless, owners);
    }
    return owners.map((owner, i) => (owner.time === times[i] ? owner : { ...owner, time: times[i] }));
  };
}

function parse(text: string): readonly Owner[] {
  const { managedFields } = nativeParse(`{${text}}`) as { readonly managedFields: readonly ManagedFieldsEntry[] };
  const owners = parseOwners(managedFields);
  if (owners === undefined) throw new Error('stored managedFields are not as they were written');
  return owners;
}

// No other quote in the text stands before a colon and after `time`: the keys of field sets begin with a letter and a colon.
const TIME = ',"time":"';
const TIME_LENGTH = '2006-01-02T15:04:05Z'.length;
const ENTRY_END = ',"fieldsType":"FieldsV1"';

/** The text with the times taken out, and the time of each entry. */
function withoutTimes(text: string): { timeless: string; times: (string | undefined)[] } {
  const times: (string | undefined)[] = [];
  let timeless = '';
  let from = 0;
  for (let end = text.indexOf(ENTRY_END); end >= 0; end = text.indexOf(ENTRY_END, end + 1)) {
    const at = end - TIME_LENGTH - TIME.length - 1;
    const hasTime = text.startsWith(TIME, at);
    times.push(hasTime ? text.slice(at + TIME.length, end - 1) : undefined);
    if (!hasTime) continue;
    timeless += text.slice(from, at + TIME.length);
    from = end - 1;
  }
  return { timeless: timeless + text.slice(from), times };
}
