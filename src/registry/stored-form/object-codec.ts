import type { TSchema } from '@sinclair/typebox';
import type { ObjectMeta } from '../../../schemas/meta/v1/object-meta.ts';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { decoderOf } from '../../apimachinery/decode/decoder.ts';
import type { Owner } from '../../apimachinery/fieldmanager/owner.ts';
import { storedOwners } from '../../apimachinery/fieldmanager/stored-owners.ts';
import type { GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import { memberText } from '../../apimachinery/json/member-text.ts';
import type { LabelLookup } from '../../apimachinery/labels/requirement.ts';
import type { StoredValue } from '../../storage/store-entry.ts';
import { objectCutter } from './cut-object.ts';
import { layoutCheck } from './is-laid-out.ts';
import {
  CLOSE,
  END,
  fieldsBegin,
  fieldsOf,
  HEAD,
  HEAD_FIELDS,
  isCut,
  OWNERS,
  openingOf,
  restOf,
  TAIL,
  tailFieldsOf,
  UID,
  UID_FIELDS,
} from './layout.ts';
import { keepingObjects, lazyObjects } from './lazy-object.ts';
import {
  ITEM_OPENING,
  identityIn,
  metadataMembers,
  type ObjectIdentity,
  objectText,
  ownMetadata,
  type Spliced,
} from './object-text.ts';
import { decodeText, membersOf, membersSchema, partDecoder } from './part-texts.ts';
import { hasSameContent } from './same-content.ts';
import { storedLabels, type WantedLabels } from './stored-labels.ts';

/**
 * How objects of one kind are stored, opened and answered. What lies in a store is one JSON document, byte for byte the one that
 * kube-apiserver stores with `--storage-media-type=application/json`. In memory it is cut into segments (see layout.ts), so that
 * writing a status encodes the metadata and the status and takes the text of the spec as it is.
 *
 * Values may be of another version of the kind, older or newer. They are decoded by the schema. What it does not have is
 * answered, and is not lost by writes that do not concern it: members of the object and of its metadata outlive every write,
 * those inside a field each write that leaves what the field says as it is; the metadata counts as one field.
 *
 * What reads a value throws UndecodableError where that is not cut (see isCut), which is what is left of an object that is none.
 */
export interface ObjectCodec<T extends ApiObject> {
  /**
   * Cuts the text of an object of the kind into segments, whichever version wrote it. Joined, these are the text, or where it was
   * not in the order in which this version writes it, the same in that order. @throws UndecodableError where it is no such object
   */
  cut(text: string): StoredValue;
  /** Whether the segments of a value are such as `cut` cuts: it may have been cut by another version, or not at all. */
  isLaidOut(value: StoredValue): boolean;
  /** Encodes an object. Of one that replaces another, the text of what is kept is taken over unread, and who owns its fields. */
  encode(object: T, replaced?: Replaced<T>): StoredValue;
  /** The owners with sets of fields that objects of the kind have already in place of equal ones. */
  sharedOwners(owners: readonly Owner[]): readonly Owner[];
  /** The value with other owners of its fields, which are in order. */
  withOwners(value: StoredValue, owners: readonly Owner[]): StoredValue;
  /** Who owns the fields of a stored object: one that was opened or reopened. */
  ownersOf(object: T): readonly Owner[];
  /** `next` with some of its fields taken from `old`, decoded when they are first read, if ever. */
  keep(next: T, fields: readonly string[], old: T): T;
  /**
   * The object that a value holds, without managedFields (see ownersOf). Each top-level field is decoded when it is first read;
   * the object is not to be changed.
   */
  open(value: StoredValue, revision: number): T;
  /** The same for a value that was made of `object`, which is still at hand: only `kept` fields are left to be decoded. */
  reopen(value: StoredValue, revision: number, object: T, kept: readonly string[], owners: readonly Owner[]): T;
  /** The object that a value holds, decoded whole; it is the caller's own. */
  copy(value: StoredValue, revision: number): T;
  /** An object that says nothing yet; it is the caller's own. */
  empty(): T;
  /** The object as one JSON document. */
  text(value: StoredValue, spliced: Spliced): string;
  /** The object as an item of a list, which leaves kind and apiVersion to the list. */
  itemText(value: StoredValue, spliced: Spliced): string;
  /** The object's metadata alone, in braces. */
  metadataText(value: StoredValue, spliced: Spliced): string;
  /** Name and namespace of the object. Nothing is decoded. */
  identity(value: StoredValue): ObjectIdentity;
  /** The object's labels; only those that are wanted may be looked up. Nothing else is decoded. */
  labels(value: StoredValue, wanted: WantedLabels): LabelLookup;
  /**
   * The JSON text of a top-level field or of a member of it, such as `spec` and `nodeName`; undefined where it is not set.
   * Nothing is decoded.
   */
  member(value: StoredValue, field: string, name?: string): string | undefined;
  /**
   * Whether two values say the same in a top-level field, of `metadata` in all but who owns what. Cheap where their text is
   * shared, as it is when one replaces the other.
   */
  sharesField(a: StoredValue, b: StoredValue, field: string): boolean;
}

/** What an encoded object replaces. */
export interface Replaced<T> {
  readonly old: T;
  /** The stored form of `old`. */
  readonly from: StoredValue;
  /** The fields whose text is taken from there. */
  readonly kept: readonly string[];
  /** Whether the other fields are canonical already (see Decode). */
  readonly canonical: boolean;
}

/** Makes the codec of a kind from its schema. */
export function objectCodec<T extends ApiObject>(schema: TSchema, kind: GroupVersionKind): ObjectCodec<T> {
  const metadataSchema: TSchema = schema.properties.metadata;
  const head = membersOf(metadataSchema, HEAD_FIELDS, '');
  const uid = membersOf(metadataSchema, UID_FIELDS);
  const tail = membersOf(metadataSchema, tailFieldsOf(metadataSchema));
  const fieldNames = fieldsOf(schema);
  const fields = fieldNames.map((name) => ({ name, members: membersOf(schema, [name]) }));
  const opening = openingOf(kind);
  const decode = decoderOf(schema);
  const owners = storedOwners();
  const labels = storedLabels();
  const cut = objectCutter(schema, kind, owners);
  const fieldsAt = (value: StoredValue): number => {
    const at = fieldsBegin(value, fieldNames.length);
    return at > OWNERS ? at : refuse(value);
  };
  /** Says why a value is not cut. */
  const refuse = (value: StoredValue): never => {
    cut(value.join(''));
    throw new Error('a value of one segment was not cut when it was read');
  };
  const decodeMetadata = partDecoder(metadataSchema);
  const decodeField = new Map(fieldNames.map((name) => [name, partDecoder(membersSchema(schema, [name]))]));
  const objects = lazyObjects(kind, fieldNames, {
    metadata: (value, revision) => {
      fieldsAt(value);
      return decodeMetadata(`{${ownMetadata(value, { revision })}}`);
    },
    owners: (value) => owners.read(value.slice(OWNERS, fieldsAt(value) - 1)),
    field: (value, position, name) => {
      const text = value[fieldsAt(value) + position];
      if (text === undefined || text === '') return undefined;
      return decodeField.get(name)?.(`{${text.slice(1)}}`)[name];
    },
  });
  const textOf = (start: string, value: StoredValue, spliced: Spliced): string =>
    objectText(start, value, spliced, fieldsAt(value));
  const keepers = new Map<string, ReturnType<typeof keepingObjects>>();
  const keeping = (names: readonly string[]): ReturnType<typeof keepingObjects> => {
    const known = keepers.get(names.join());
    if (known !== undefined) return known;
    const made = keepingObjects(fieldNames, names);
    keepers.set(names.join(), made);
    return made;
  };
  return {
    cut,
    isLaidOut: layoutCheck(schema, kind),
    encode(object, replaced) {
      if (replaced === undefined) {
        const { metadata } = object;
        const segments = [opening, head(metadata), uid(metadata), tail(metadata), CLOSE];
        for (const { members } of fields) segments.push(members(object));
        segments.push('', END);
        return segments;
      }
      const { old, from, kept, canonical } = replaced;
      const { metadata } = object;
      const at = fieldsAt(from);
      // The name and the uid do not change, but generateName may.
      const sameHead = isSameHead(metadata, old.metadata);
      const segments = [
        opening,
        sameHead ? (from[HEAD] ?? '') : head(metadata),
        sameHead ? (from[UID] ?? '') : uid(metadata),
        keptOrChanged(from[TAIL] ?? '', tail(metadata), old, object, 'metadata'),
      ];
      for (let i = OWNERS; i < at; i += 1) segments.push(from[i] ?? '');
      for (const [i, { name, members }] of fields.entries()) {
        const before = from[at + i] ?? '';
        segments.push(
          kept.includes(name) ? before : keptOrChanged(before, members(object, canonical), old, object, name),
        );
      }
      segments.push(restOf(from), END);
      return segments;
    },
    sharedOwners: owners.shared,
    withOwners: (value, list) => [
      ...value.slice(0, OWNERS),
      ...owners.write(list),
      ...value.slice(fieldsAt(value) - 1),
    ],
    ownersOf: (object) => objects.ownersOf(object),
    keep: (next, names, old) => keeping(names)(next, old) as T,
    open: (value, revision) => objects.make(value, revision) as T,
    reopen(value, revision, object, kept, list) {
      const own = fieldNames.map((name) =>
        kept.includes(name) ? undefined : (object as Record<string, unknown>)[name],
      );
      const metadata = { ...object.metadata, resourceVersion: String(revision) };
      return objects.make(value, revision, { metadata, fields: own, owners: list }) as T;
    },
    copy: (value, revision) => decodeText(decode, textOf(ITEM_OPENING, value, { revision })) as T,
    empty: () => decode({}, { keys: 0 }) as T,
    text: (value, spliced) => textOf(opening, value, spliced),
    itemText: (value, spliced) => textOf(ITEM_OPENING, value, spliced),
    metadataText: (value, spliced) => `{${metadataMembers(value, spliced, fieldsAt(value))}`,
    identity: (value) => identityIn(value[HEAD] ?? ''),
    labels: (value, wanted) => labels.of(value[TAIL] ?? '', wanted),
    member(value, field, name) {
      const text = value[fieldsAt(value) + fieldNames.indexOf(field)] ?? '';
      if (name === undefined) return text === '' ? undefined : text.slice(text.indexOf(':') + 1);
      return memberText(text, text.indexOf('{') + 1, name);
    },
    sharesField(a, b, field) {
      if (!isCut(a) || !isCut(b)) return false;
      if (field === 'metadata') return [HEAD, UID, TAIL].every((i) => a[i] === b[i]);
      const position = fieldNames.indexOf(field);
      return a[fieldsAt(a) + position] === b[fieldsAt(b) + position];
    },
  };
}

/**
 * The text of a part that is written again. Where it says what it said before, it is the text that it was, which may be of a version
 * that says more.
 */
function keptOrChanged(before: string, text: string, old: object, next: object, field: string): string {
  if (before === text || before === '') return text;
  const [was, is] = [old, next].map((object) => (object as Readonly<Record<string, unknown>>)[field]);
  return hasSameContent(was, is) ? before : text;
}

function isSameHead(a: ObjectMeta, b: ObjectMeta): boolean {
  return a.name === b.name && a.namespace === b.namespace && a.generateName === b.generateName && a.uid === b.uid;
}
