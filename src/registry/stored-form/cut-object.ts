import type { TSchema } from '@sinclair/typebox';
import { append } from '../../apimachinery/append.ts';
import type { StoredOwners } from '../../apimachinery/fieldmanager/stored-owners.ts';
import type { GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import { CompactMembers } from '../../apimachinery/json/compact-value.ts';
import type { StoredValue } from '../../storage/store-entry.ts';
import {
  CLOSE,
  END,
  fieldsOf,
  HEAD_FIELDS,
  NOT_STORED,
  OBJECT_FIELDS,
  OWNER_FIELD,
  openingOf,
  tailFieldsOf,
  UID_FIELDS,
} from './layout.ts';
import { reorderObject } from './reorder-object.ts';
import { UndecodableError } from './undecodable.ts';

/**
 * Makes what cuts the texts of one kind's objects into segments. A text that stands in the order in which this version writes it is
 * stepped through, not parsed, and its segments are parts of that very text; any other is brought into that order first. What the
 * members say is not looked at: they are decoded when they are read.
 * @throws UndecodableError where the text is no object of the kind
 */
export function objectCutter(
  schema: TSchema,
  kind: GroupVersionKind,
  owners: Pick<StoredOwners, 'cut'>,
): (text: string) => StoredValue {
  const opening = openingOf(kind);
  const tail = tailFieldsOf(schema.properties.metadata);
  const strings = HEAD_FIELDS.length + UID_FIELDS.length;
  const metadata = ranksOf([...HEAD_FIELDS, ...UID_FIELDS, ...tail, OWNER_FIELD], NOT_STORED, strings);
  const fields = ranksOf(fieldsOf(schema), OBJECT_FIELDS);
  const lastOfTail = strings + tail.length - 1;

  const cutInOrder = (text: string, isReordered: boolean): string[] | undefined => {
    if (!text.startsWith(opening) || hasLineFeedWithin(text)) return undefined;
    const start = opening.length;
    const inMetadata = endsInOrder(text, start, true, isReordered ? { ...metadata, strings: undefined } : metadata);
    if (inMetadata === undefined || inMetadata[0] === start) return undefined;
    const afterHead = inMetadata[HEAD_FIELDS.length - 1];
    const afterUid = inMetadata[strings - 1];
    const afterTail = inMetadata[lastOfTail];
    const afterOwners = inMetadata[lastOfTail + 1];
    const close = inMetadata[metadata.known] ?? start;
    let from = close + 1;
    const inObject = endsInOrder(text, from, false, fields);
    if (inObject === undefined || !ENDS.includes(text.slice(inObject[fields.known]))) return undefined;
    const segments = [
      opening,
      text.slice(start, afterHead),
      text.slice(afterHead, afterUid),
      text.slice(afterUid, afterTail),
    ];
    if (afterTail !== afterOwners) append(segments, owners.cut(text.slice(afterTail, afterOwners)));
    segments.push(close === afterOwners ? CLOSE : text.slice(afterOwners, from));
    for (const to of inObject) {
      segments.push(text.slice(from, to));
      from = to;
    }
    segments.push(END);
    return segments;
  };
  return (text) => {
    const segments = cutInOrder(text, false) ?? cutInOrder(reorderObject(schema, kind, text), true);
    if (segments === undefined) throw new UndecodableError(`the object is not readable as a ${kind.kind}`);
    return segments;
  };
}

/** Whether an event of the object would not be one line: no JSON has a line feed within a string. */
function hasLineFeedWithin(text: string): boolean {
  const at = text.indexOf('\n');
  return at >= 0 && at < text.length - 1;
}

// Of a whole object; what follows it is white space.
const ENDS: readonly string[] = ['}', END];

/** In which order the members of an object stand: those that a schema has, and then all others. */
interface Ranks {
  readonly known: number;
  readonly of: ReadonlyMap<string, number>;
  /** How many of the first are strings; undefined where anything may stand in the members. */
  readonly strings: number | undefined;
}

const REFUSED = -1;

function ranksOf(names: readonly string[], refused: readonly string[], strings?: number): Ranks {
  const ranks = names.map((name, rank) => [name, rank] as const);
  const others = refused.map((name) => [name, REFUSED] as const);
  return { known: names.length, of: new Map([...ranks, ...others]), strings };
}

/**
 * Where the members of an object end that stand in order: for each rank, behind the last member of it or of one before it.
 * Undefined where they do not, or where one has a form in which no server writes it.
 */
function endsInOrder(text: string, start: number, isFirst: boolean, ranks: Ranks): number[] | undefined {
  const { known, of, strings } = ranks;
  const ends: number[] = [];
  const member = new CompactMembers(text, start, isFirst);
  let end = start;
  while (member.next()) {
    const { name } = member;
    const rank = of.get(name) ?? known;
    if (rank < known) {
      if (rank < ends.length) return undefined;
      if (strings !== undefined && !isPlain(text, member, name, rank < strings)) return undefined;
    }
    while (ends.length < rank) ends.push(end);
    end = member.end;
    if (rank < known) ends.push(end);
  }
  if (text.charAt(end) !== '}') return undefined;
  while (ends.length <= known) ends.push(end);
  return ends;
}

function isPlain(text: string, member: CompactMembers, name: string, isString: boolean): boolean {
  if (isString) return text.charAt(member.value) === '"';
  // In metadata, what says nothing is not written, and labels are searched for as they are (see StoredLabels).
  if (text.startsWith('null', member.value)) return false;
  return name !== 'labels' || !text.slice(member.value, member.end).includes('\\');
}
