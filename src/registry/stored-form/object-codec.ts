import type { TSchema } from '@sinclair/typebox';
import type { ObjectMeta } from '../../../schemas/meta/v1/object-meta.ts';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import type { Decode } from '../../apimachinery/decode/decode.ts';
import { decoderOf } from '../../apimachinery/decode/decoder.ts';
import type { Owner } from '../../apimachinery/fieldmanager/owner.ts';
import { storedOwners } from '../../apimachinery/fieldmanager/stored-owners.ts';
import { apiVersionOf, type GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import { memberText } from '../../apimachinery/json/member-text.ts';
import { nativeParse } from '../../apimachinery/json/native-parse.ts';
import { parseJson } from '../../apimachinery/json/parse-json.ts';
import { stringifyJson } from '../../apimachinery/json/stringify-json.ts';
import type { LabelLookup } from '../../apimachinery/labels/requirement.ts';
import type { StoredValue } from '../../storage/store-entry.ts';
import { keepingObjects, lazyObjects } from './lazy-object.ts';
import { storedLabels, type WantedLabels } from './stored-labels.ts';

/** What is spliced into the text of an object when it is answered, since it is not stored with it. */
export interface Spliced {
  /** The revision that wrote the object; undefined where it was never written (a dry run). */
  readonly revision: number | undefined;
  /** What stands for the revision there, as the client named it; '' and undefined leave it out. */
  readonly namedVersion?: string | undefined;
  /** The path to answer as `metadata.selfLink`, in characters that stand for themselves in JSON; undefined leaves it out. */
  readonly selfLink?: string | undefined;
  /** Whether to answer also what is stored and otherwise hidden (see Hidden). */
  readonly asStored?: boolean;
}

/** By what objects of one kind are told apart. */
export interface ObjectIdentity {
  readonly name: string;
  /** Undefined for kinds outside namespaces. */
  readonly namespace: string | undefined;
}

/**
 * The form in which objects of one kind are stored: the members of their JSON text in segments, so that writing a status
 * encodes the metadata and the status and takes the text of the spec as it is. The segments are
 *
 *     "name":"p","namespace":"n"   "uid":"u"   "generation":1,"labels":{...}   "spec":{...}   "status":{...}
 *
 * The first three are the metadata, between whose parts selfLink and resourceVersion are spliced in; then comes one segment
 * for each top-level field, in the schema's order. A segment is empty where the object has nothing to say in it. It begins with
 * a space, which JSON does not mind, where it holds an integer that JSON.parse would round. Between the metadata and the fields
 * stand the segments of `managedFields`, as many as it takes (see StoredOwners).
 */
export interface ObjectCodec<T extends ApiObject> {
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
  /** The JSON text of a top-level field or of a member of it, such as `spec` and `nodeName`; undefined where it is not set. Nothing is decoded. */
  member(value: StoredValue, field: string, name?: string): string | undefined;
  /** Whether two values say the same in a top-level field, of `metadata` in all but who owns what. Cheap where their text is shared, as it is when one replaces the other. */
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

const HEAD = 0;
const UID = 1;
const TAIL = 2;
// From here to the fields: none where nobody owns anything.
const OWNERS = 3;

const HEAD_FIELDS = ['name', 'generateName', 'namespace'];
const UID_FIELDS = ['uid'];
// Stored by storedOwners.
const OWNER_FIELDS = ['managedFields'];
// Spliced in when the object is answered.
const NOT_STORED = ['selfLink', 'resourceVersion'];

/** Makes the codec of a kind from its schema. */
export function objectCodec<T extends ApiObject>(schema: TSchema, kind: GroupVersionKind): ObjectCodec<T> {
  const metadataSchema: TSchema = schema.properties.metadata;
  const tailFields = Object.keys(metadataSchema.properties).filter(
    (name) => ![...HEAD_FIELDS, ...UID_FIELDS, ...OWNER_FIELDS, ...NOT_STORED].includes(name),
  );
  const metadata = [HEAD_FIELDS, UID_FIELDS, tailFields].map((names) => membersOf(metadataSchema, names));
  const fieldNames = fieldsOf(schema);
  const fields = fieldNames.map((name) => ({ name, members: membersOf(schema, [name]) }));
  const opening = `{"kind":"${kind.kind}","apiVersion":"${apiVersionOf(kind)}",`;
  const decode = decoderOf(schema);
  const owners = storedOwners();
  const labels = storedLabels();
  // The fields are at the end, after as many segments as there is to say of owners.
  const fieldsAt = (value: StoredValue): number => value.length - fieldNames.length;
  const objects = lazyObjects(kind, fieldNames, {
    metadata: (value, revision) =>
      parseMembers(decoderOf(metadataSchema), ownMetadata(value, { revision }), hasLongIntegers(value[TAIL])),
    owners: (value) => owners.read(value.slice(OWNERS, fieldsAt(value))),
    field: (value, position, name) => {
      const text = value[fieldsAt(value) + position];
      if (text === undefined || text === '') return undefined;
      return parseMembers(decoderOf(membersSchema(schema, [name])), text, hasLongIntegers(text))[name];
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
    encode(object, replaced) {
      // The name and the uid do not change, but generateName may.
      const sameHead = replaced !== undefined && isSameHead(object.metadata, replaced.old.metadata);
      const segments = metadata.map((members, i) =>
        sameHead && i !== TAIL ? (replaced.from[i] ?? '') : members(object.metadata),
      );
      // Added before the fields, so that these have the same places as before.
      if (replaced !== undefined)
        for (let i = OWNERS; i < fieldsAt(replaced.from); i += 1) segments.push(replaced.from[i] ?? '');
      for (const { name, members } of fields) {
        segments.push(
          replaced?.kept.includes(name)
            ? (replaced.from[segments.length] ?? '')
            : members(object, replaced?.canonical === true),
        );
      }
      return segments;
    },
    sharedOwners: owners.shared,
    withOwners: (value, list) => [...value.slice(0, OWNERS), ...owners.write(list), ...value.slice(fieldsAt(value))],
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
    copy: (value, revision) =>
      decode(parseJson(textOf('{', value, { revision })).value, { keys: 0, canonical: true }) as T,
    empty: () => decode({}, { keys: 0 }) as T,
    text: (value, spliced) => textOf(opening, value, spliced),
    itemText: (value, spliced) => textOf('{', value, spliced),
    metadataText: (value, spliced) => `{${metadataMembers(value, spliced, fieldsAt(value))}}`,
    identity: (value) => identityIn(value[HEAD] ?? ''),
    labels: (value, wanted) => labels.of(value[TAIL] ?? '', wanted),
    member(value, field, name) {
      const text = value[fieldsAt(value) + fieldNames.indexOf(field)] ?? '';
      if (name === undefined) return text === '' ? undefined : text.slice(text.indexOf(':') + 1);
      return memberText(text, text.indexOf('{') + 1, name);
    },
    sharesField(a, b, field) {
      if (field === 'metadata') return [HEAD, UID, TAIL].every((i) => a[i] === b[i]);
      const position = fieldNames.indexOf(field);
      return a[fieldsAt(a) + position] === b[fieldsAt(b) + position];
    },
  };
}

/** The names of the top-level fields that have a segment each, in their order. */
export function fieldsOf(schema: TSchema): string[] {
  return Object.keys(schema.properties).filter((name) => !['kind', 'apiVersion', 'metadata'].includes(name));
}

/** Reads the text of the metadata's first members: name, generateName and namespace, in this order. */
function identityIn(head: string): ObjectIdentity {
  // Names of policy may have quotes, and then backslashes before them.
  if (head.includes('\\')) {
    const { name = '', namespace } = nativeParse(`{${head}}`) as ObjectMeta;
    return { name, namespace };
  }
  const nameEnd = head.indexOf('"', NAME.length);
  const namespace = head.indexOf(NAMESPACE, nameEnd);
  return {
    name: head.slice(NAME.length, nameEnd),
    namespace: namespace < 0 ? undefined : head.slice(namespace + NAMESPACE.length, -1),
  };
}

const NAME = '"name":"';
const NAMESPACE = ',"namespace":"';

function isSameHead(a: ObjectMeta, b: ObjectMeta): boolean {
  return a.name === b.name && a.namespace === b.namespace && a.generateName === b.generateName && a.uid === b.uid;
}

function objectText(opening: string, value: StoredValue, spliced: Spliced, fieldsAt: number): string {
  let text = `${opening}"metadata":{${metadataMembers(value, spliced, fieldsAt)}}`;
  for (let i = fieldsAt; i < value.length; i += 1) if (value[i] !== '') text += `,${value[i]}`;
  return `${text}}`;
}

function metadataMembers(value: StoredValue, spliced: Spliced, fieldsAt: number): string {
  let text = ownMetadata(value, spliced);
  if (fieldsAt > OWNERS) text += ',';
  for (let i = OWNERS; i < fieldsAt; i += 1) text += value[i];
  return text;
}

/** The members of the metadata but for those that say who owns what. */
function ownMetadata(value: StoredValue, { revision, namedVersion = '', selfLink }: Spliced): string {
  // The name, and with it the first segment, is never empty.
  let text = value[HEAD] ?? '';
  if (selfLink !== undefined) text += `,"selfLink":"${selfLink}"`;
  if (value[UID] !== '') text += `,${value[UID]}`;
  if (revision !== undefined) text += `,"resourceVersion":"${revision}"`;
  else if (namedVersion !== '') text += `,"resourceVersion":${JSON.stringify(namedVersion)}`;
  return value[TAIL] === '' ? text : `${text},${value[TAIL]}`;
}

/** Writes some members of objects of a schema, without the braces, in canonical form whatever was done to them. */
function membersOf(schema: TSchema, names: readonly string[]): (object: object, isCanonical?: boolean) => string {
  const canonical = decoderOf(membersSchema(schema, names));
  const [name = ''] = names;
  return (object, isCanonical = false) => {
    const written = isCanonical
      ? { [name]: (object as Record<string, unknown>)[name] }
      : canonical(object, { keys: 0, canonical: true });
    const { text, longIntegers } = stringifyJson(written);
    const members = text.slice(1, -1);
    return longIntegers ? LONG_INTEGERS + members : members;
  };
}

function membersSchema(schema: TSchema, names: readonly string[]): TSchema {
  const properties = Object.fromEntries(names.map((name) => [name, schema.properties[name]]));
  return { ...schema, properties };
}

/** Reads members that the codec has written: they are canonical, so parsing is all there is to it. */
function parseMembers(decode: Decode, members: string, longIntegers: boolean): Record<string, unknown> {
  const text = `{${members}}`;
  if (!longIntegers) return nativeParse(text) as Record<string, unknown>;
  return decode(parseJson(text).value, { keys: 0, canonical: true }) as Record<string, unknown>;
}

function hasLongIntegers(segment: string | undefined): boolean {
  return segment?.startsWith(LONG_INTEGERS) === true;
}

const LONG_INTEGERS = ' ';
