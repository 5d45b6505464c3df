import { WireType } from '../../apimachinery/protobuf/protobuf-reader.ts';
import { ProtobufWriter } from '../../apimachinery/protobuf/protobuf-writer.ts';
import type { Json, JsonObject } from './json.ts';

/** Writes a value, without its length; a message from its last field to its first, as the writer wants it. */
type Write = (writer: ProtobufWriter, value: Json) => void;

interface Field {
  readonly number: number;
  readonly write: Write;
  /** A boolean has no length before it. */
  readonly wireType?: typeof WireType.VARINT;
  /** A list is written as so many fields. */
  readonly repeated?: true;
}

/** The fields of a message by the names that they have in JSON. */
interface Message {
  readonly fields: Readonly<Record<string, Field>>;
  /** The number of the field that takes what begins with `x-`. */
  readonly extensions?: number;
}

/**
 * An OpenAPI 2.0 document in the protobuf form that Kubernetes' clients ask for: the messages of `openapi.v2` of
 * google/gnostic-models. Values of any type are text there, in YAML; JSON is YAML.
 */
export function swaggerProtobuf(document: JsonObject): Buffer {
  const writer = new ProtobufWriter(INITIAL_BYTES);
  message(writer, DOCUMENT, document);
  return writer.finish();
}

const INITIAL_BYTES = 2 ** 20;

const text: Write = (writer, value) => writer.raw(Buffer.from(String(value)));
const boolean: Write = (writer, value) => writer.boolean(value === true);
const any: Write = (writer, value) => delimited(writer, 2, text, JSON.stringify(value));

/** A message that wraps another one: one alternative of a `oneof`, or a value with nothing beside it. */
const wrapped =
  (number: number, write: Write): Write =>
  (writer, value) =>
    delimited(writer, number, write, value);

const of =
  (make: () => Message): Write =>
  (writer, value) =>
    message(writer, make(), value as JsonObject);

/** A message that has the entries of a map, each with its name, in the field of that number. */
const entries =
  (number: number, write: Write): Write =>
  (writer, value) => {
    for (const [name, member] of Object.entries(value as JsonObject).reverse()) {
      if (member !== undefined) delimited(writer, number, named(name, write), member);
    }
  };

const named =
  (name: string, write: Write): Write =>
  (writer, value) => {
    delimited(writer, 2, write, value);
    delimited(writer, 1, text, name);
  };

const parameter: Write = (writer, value) => {
  const { in: place } = value as JsonObject;
  if (place === 'body')
    return delimited(
      writer,
      1,
      of(() => BODY_PARAMETER),
      value,
    );
  const [number, fields] = place === 'path' ? ([4, PATH_PARAMETER] as const) : ([3, QUERY_PARAMETER] as const);
  delimited(
    writer,
    2,
    wrapped(
      number,
      of(() => fields),
    ),
    value,
  );
};

const SCHEMA: Message = {
  fields: {
    $ref: { number: 1, write: text },
    format: { number: 2, write: text },
    title: { number: 3, write: text },
    description: { number: 4, write: text },
    required: { number: 19, write: text, repeated: true },
    enum: { number: 20, write: any, repeated: true },
    additionalProperties: {
      number: 21,
      write: wrapped(
        1,
        of(() => SCHEMA),
      ),
    },
    type: { number: 22, write: wrapped(1, text) },
    items: {
      number: 23,
      write: wrapped(
        1,
        of(() => SCHEMA),
      ),
    },
    properties: {
      number: 25,
      write: entries(
        1,
        of(() => SCHEMA),
      ),
    },
  },
  extensions: 31,
};

const BODY_PARAMETER: Message = {
  fields: {
    description: { number: 1, write: text },
    name: { number: 2, write: text },
    in: { number: 3, write: text },
    required: { number: 4, write: boolean, wireType: WireType.VARINT },
    schema: { number: 5, write: of(() => SCHEMA) },
  },
};

const PATH_PARAMETER: Message = {
  fields: {
    required: { number: 1, write: boolean, wireType: WireType.VARINT },
    in: { number: 2, write: text },
    description: { number: 3, write: text },
    name: { number: 4, write: text },
    type: { number: 5, write: text },
    uniqueItems: { number: 19, write: boolean, wireType: WireType.VARINT },
  },
};

const QUERY_PARAMETER: Message = {
  fields: {
    in: { number: 2, write: text },
    description: { number: 3, write: text },
    name: { number: 4, write: text },
    type: { number: 6, write: text },
    uniqueItems: { number: 20, write: boolean, wireType: WireType.VARINT },
  },
};

const RESPONSE: Message = {
  fields: {
    description: { number: 1, write: text },
    schema: {
      number: 2,
      write: wrapped(
        1,
        of(() => SCHEMA),
      ),
    },
  },
};

const OPERATION: Message = {
  fields: {
    tags: { number: 1, write: text, repeated: true },
    description: { number: 3, write: text },
    operationId: { number: 5, write: text },
    produces: { number: 6, write: text, repeated: true },
    consumes: { number: 7, write: text, repeated: true },
    parameters: { number: 8, write: wrapped(1, parameter), repeated: true },
    responses: {
      number: 9,
      write: entries(
        1,
        wrapped(
          1,
          of(() => RESPONSE),
        ),
      ),
    },
  },
  extensions: 13,
};

const PATH_ITEM: Message = {
  fields: {
    get: { number: 2, write: of(() => OPERATION) },
    put: { number: 3, write: of(() => OPERATION) },
    post: { number: 4, write: of(() => OPERATION) },
    delete: { number: 5, write: of(() => OPERATION) },
    patch: { number: 8, write: of(() => OPERATION) },
    parameters: { number: 9, write: wrapped(1, parameter), repeated: true },
  },
};

const INFO: Message = { fields: { title: { number: 1, write: text }, version: { number: 2, write: text } } };

const DOCUMENT: Message = {
  fields: {
    swagger: { number: 1, write: text },
    info: { number: 2, write: of(() => INFO) },
    paths: {
      number: 8,
      write: entries(
        2,
        of(() => PATH_ITEM),
      ),
    },
    definitions: {
      number: 9,
      write: entries(
        1,
        of(() => SCHEMA),
      ),
    },
  },
};

function message(writer: ProtobufWriter, { fields, extensions }: Message, value: JsonObject): void {
  for (const [key, member] of Object.entries(value).reverse()) {
    if (member === undefined) continue;
    const field = fields[key];
    if (field !== undefined) writeField(writer, field, member);
    else if (extensions !== undefined && key.startsWith('x-')) delimited(writer, extensions, named(key, any), member);
    // A document that says what this does not know would be lost on its readers.
    else throw new Error(`no field for ${key}`);
  }
}

function writeField(writer: ProtobufWriter, { number, write, wireType, repeated }: Field, value: Json): void {
  if (wireType !== undefined) {
    write(writer, value);
    writer.tag(number, wireType);
    return;
  }
  const values = repeated === true ? (value as readonly Json[]).toReversed() : [value];
  for (const one of values) delimited(writer, number, write, one);
}

function delimited(writer: ProtobufWriter, number: number, write: Write, value: Json): void {
  writer.delimited(() => write(writer, value));
  writer.tag(number, WireType.BYTES);
}
