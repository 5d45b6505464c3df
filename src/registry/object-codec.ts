import type { TSchema } from '@sinclair/typebox';
import type { ObjectMeta } from '../../schemas/meta/v1/object-meta.ts';
import { DecodeContext } from '../apimachinery/decode/decode-context.ts';
import { decoderOf } from '../apimachinery/decode/decoder.ts';
import { type FieldEncoder, fieldEncodersOf } from '../apimachinery/encode/encoder.ts';
import { quote } from '../apimachinery/encode/quote.ts';
import { apiVersionOf, type GroupVersionKind } from '../apimachinery/group-version-kind.ts';
import { parseJson } from '../apimachinery/json/parse-json.ts';
import type { StoredValue } from '../storage/store.ts';

/** What every object of the API has. */
export interface ApiObject {
  kind?: string;
  apiVersion?: string;
  metadata: ObjectMeta;
}

/** What is spliced into the text of an object when it is answered, since it is not stored with it. */
export interface Spliced {
  /** The revision that wrote the object; undefined where it was never written (a dry run). */
  readonly revision: number | undefined;
  /** The path to answer as `metadata.selfLink`; undefined leaves it out. */
  readonly selfLink?: string | undefined;
}

/**
 * The form in which objects of one kind are stored: JSON text in segments, so that writing a status encodes the metadata
 * and the status and takes the text of the spec as it is. The segments are
 *
 *     "metadata":{"name":"p","namespace":"n"    ,"uid":"u"    ,"generation":1,...}    ,"spec":{...}    ,"status":{...}
 *                                           selfLink    resourceVersion
 *
 * with one segment for each top-level field, in the schema's order, empty where the object does not have it.
 */
export interface ObjectCodec<T extends ApiObject> {
  /** Encodes an object; of `kept` fields the text is taken over from `from`, unread. */
  encode(object: T, kept?: readonly string[], from?: StoredValue): StoredValue;
  /** The object that a value holds. Each top-level field is decoded when it is first read; the object is not to be changed. */
  open(value: StoredValue, revision: number): T;
  /** An object that says nothing yet; it is the caller's own. */
  empty(): T;
  /** The object that a value holds, decoded whole; it is the caller's own. */
  copy(value: StoredValue, revision: number): T;
  /** The object as one JSON document. */
  text(value: StoredValue, spliced: Spliced): string;
  /** The object as an item of a list, which leaves kind and apiVersion to the list. */
  itemText(value: StoredValue, revision: number): string;
}

const HEAD_FIELDS = ['name', 'generateName', 'namespace'];
const SPLICED_FIELDS = ['selfLink', 'resourceVersion'];
const HEAD = 0;
const UID = 1;
const TAIL = 2;
const FIRST_FIELD = 3;

/** Makes the codec of a kind from its schema. */
export function objectCodec<T extends ApiObject>(schema: TSchema, kind: GroupVersionKind): ObjectCodec<T> {
  const metadataSchema: TSchema = schema.properties.metadata;
  const metadata = fieldEncodersOf(metadataSchema);
  const head = metadata.filter(({ name }) => HEAD_FIELDS.includes(name));
  const uid = metadata.filter(({ name }) => name === 'uid');
  const tail = metadata.filter(
    ({ name }) => !HEAD_FIELDS.includes(name) && name !== 'uid' && !SPLICED_FIELDS.includes(name),
  );
  const fields = fieldEncodersOf(schema).filter(({ name }) => !['kind', 'apiVersion', 'metadata'].includes(name));
  const opening = `{"kind":${quote(kind.kind)},"apiVersion":${quote(apiVersionOf(kind))},`;
  const decodeMetadata = (value: StoredValue, revision: number): unknown =>
    decodeText(metadataSchema, metadataText(value, { revision }).slice('"metadata":'.length));
  const prototype = lazyPrototype(kind, schema, fields, decodeMetadata);
  return {
    encode(object, kept = [], from) {
      const { metadata: meta } = object;
      const segments = [
        `"metadata":{${members(head, meta)}`,
        prefixed(members(uid, meta)),
        `${prefixed(members(tail, meta))}}`,
      ];
      for (const { name, member } of fields) {
        segments.push(
          from !== undefined && kept.includes(name)
            ? (from[segments.length] ?? '')
            : prefixed(member((object as Readonly<Record<string, unknown>>)[name])),
        );
      }
      return segments;
    },
    open: (value, revision) => Object.create(prototype, { [VALUE]: { value }, [REVISION]: { value: revision } }) as T,
    empty: () => decodeText(schema, '{}') as T,
    copy: (value, revision) => decodeText(schema, `{${metadataText(value, { revision })}${fieldsText(value)}}`) as T,
    text: (value, spliced) => `${opening}${metadataText(value, spliced)}${fieldsText(value)}}`,
    itemText: (value, revision) => `{${metadataText(value, { revision })}${fieldsText(value)}}`,
  };
}

/** Makes a field of `object` the one of `from`, decoded when it is first read, if ever. */
export function takeLazily<T extends object>(object: T, field: string, from: T): void {
  Object.defineProperty(object, field, {
    configurable: true,
    enumerable: true,
    get: () => (from as Readonly<Record<string, unknown>>)[field],
  });
}

function metadataText(value: StoredValue, { revision, selfLink }: Spliced): string {
  const link = selfLink === undefined ? '' : `,"selfLink":${quote(selfLink)}`;
  const version = revision === undefined ? '' : `,"resourceVersion":"${revision}"`;
  return `${value[HEAD]}${link}${value[UID]}${version}${value[TAIL]}`;
}

function fieldsText(value: StoredValue): string {
  let text = '';
  for (let i = FIRST_FIELD; i < value.length; i += 1) text += value[i];
  return text;
}

function members(fields: readonly FieldEncoder[], object: object): string {
  let text = '';
  for (const { name, member } of fields) {
    const written = member((object as Readonly<Record<string, unknown>>)[name]);
    if (written !== '') text += text === '' ? written : `,${written}`;
  }
  return text;
}

function prefixed(text: string): string {
  return text === '' ? '' : `,${text}`;
}

const VALUE = Symbol('value');
const REVISION = Symbol('revision');

interface Lazy {
  readonly [VALUE]: StoredValue;
  readonly [REVISION]: number;
}

function lazyPrototype(
  kind: GroupVersionKind,
  schema: TSchema,
  fields: readonly FieldEncoder[],
  decodeMetadata: (value: StoredValue, revision: number) => unknown,
): object {
  const prototype = { kind: kind.kind, apiVersion: apiVersionOf(kind) };
  const lazily = (name: string, decode: (stored: Lazy) => unknown) =>
    Object.defineProperty(prototype, name, {
      get(this: Lazy) {
        const value = decode(this);
        Object.defineProperty(this, name, { value, enumerable: true });
        return value;
      },
    });
  lazily('metadata', (stored) => decodeMetadata(stored[VALUE], stored[REVISION]));
  for (const [i, { name }] of fields.entries()) {
    const start = `,${quote(name)}:`.length;
    lazily(name, (stored) => {
      const text = stored[VALUE][FIRST_FIELD + i] ?? '';
      return text === '' ? undefined : decodeText(schema.properties[name], text.slice(start));
    });
  }
  return prototype;
}

function decodeText(schema: TSchema, text: string): unknown {
  return decoderOf(schema)(parseJson(text).value, new DecodeContext(), '');
}
