import type { TSchema } from '@sinclair/typebox';
import { PROTOBUF_FIELDS } from '../../../schemas/protobuf-fields.ts';
import { isPointerToTime, presenceOf, schemaType, shortName } from '../decode/schema-type.ts';
import { listField, type MessageField, mapField, type Properties, singleField } from './message-field.ts';
import { type ProtobufReader, WireType } from './protobuf-reader.ts';
import type { ProtobufWriter } from './protobuf-writer.ts';
import { rawForm } from './raw-form.ts';
import { expectWireType, readFields } from './read-fields.ts';
import { scalarForms } from './scalar-forms.ts';
import type { ValueForm } from './value-form.ts';

/** The protobuf form of an object type. */
export interface Message {
  /** The type's name, for errors. */
  readonly name: string;
  /** In the order of their numbers, which is that in which they are written. */
  readonly fields: readonly MessageField[];
  /** The same by their numbers. */
  readonly byNumber: readonly (MessageField | undefined)[];
}

/**
 * The protobuf form of an object schema: the numbers come from the table of the schemas, everything else from the schema. Made on
 * first use. A property that has no number is not carried.
 * @throws TypeError where the schema is not in the table.
 */
export function messageOf(schema: TSchema): Message {
  // A property's schema is a copy of its type's with annotations of its own; the members are the same object.
  const identity: object = schema.properties;
  let message = messages.get(identity);
  if (message === undefined) {
    message = makeMessage(schema.$id ?? '', schema);
    messages.set(identity, message);
  }
  return message;
}

const messages = new WeakMap<object, Message>();

/** Reads the fields of a message to the reader's end. @throws ProtobufError */
export function readMessage({ name, byNumber }: Message, reader: ProtobufReader, into: Properties): void {
  while (!reader.done) {
    const { number, wireType } = reader.tag(name);
    const field = byNumber[number];
    if (field === undefined) reader.skip(wireType);
    else field.read(reader, wireType, into);
  }
}

/** Writes the fields of a message, without its length. */
export function writeMessage({ fields }: Message, writer: ProtobufWriter, from: Properties): void {
  for (let i = fields.length - 1; i >= 0; i -= 1) fields[i]?.write(writer, from);
}

function makeMessage(id: string, schema: TSchema): Message {
  const numbers = PROTOBUF_FIELDS[id];
  if (numbers === undefined) throw new TypeError(`the fields of ${id} have no protobuf numbers`);
  const fields = numbers.split(' ').flatMap((entry) => fieldOf(entry, id, schema));
  fields.sort((a, b) => a.number - b.number);
  const byNumber: MessageField[] = [];
  for (const field of fields) byNumber[field.number] = field;
  return { name: shortName({ ...schema, $id: id }), fields, byNumber };
}

const ENTRY = /^(\.\.\.|\[)?(\w+)\]?=(\d+)$/;

/** The field that an entry of the table describes; none for a property that the schema does not have. */
function fieldOf(entry: string, id: string, schema: TSchema): MessageField[] {
  const [, mark, name = '', digits] = ENTRY.exec(entry) ?? [];
  const number = Number(digits);
  if (mark === '...') return [inlinedField(number, id.slice(0, id.lastIndexOf('.') + 1) + name, schema)];
  const property: TSchema | undefined = schema.properties[name];
  if (property === undefined) return [];
  const type = schemaType(property);
  if (type === 'list' && mark === undefined) return [listField(number, name, formOf(property.items))];
  if (type === 'map') return [mapField(number, name, formOf(property.additionalProperties))];
  const mandatory = ((schema.required ?? []) as readonly string[]).includes(name);
  const presence = { always: isHeldByValue(property, mandatory), ifNull: isPointerToTime(property, mandatory) };
  return [singleField(number, name, formOf(property), presence)];
}

/** Whether Go holds a property by value, not by pointer: then there is no telling its absence from its zero value. */
function isHeldByValue(property: TSchema, mandatory: boolean): boolean {
  const presence = presenceOf(property, mandatory);
  if (presence !== 'implicit') return presence === 'filled';
  switch (schemaType(property)) {
    case 'time':
    case 'microTime':
      return property.nullable === true;
    case 'bytes':
    case 'raw':
    case 'list':
      return false;
    default:
      return true;
  }
}

/** A message that JSON does not know: its fields are properties of the object itself. */
function inlinedField(number: number, id: string, schema: TSchema): MessageField {
  const message = makeMessage(id, schema);
  return {
    number,
    read(reader, wireType, into) {
      expectWireType(wireType, WireType.BYTES, message.name);
      reader.delimited(() => readMessage(message, reader, into));
    },
    write(writer, from) {
      writer.delimited(() => writeMessage(message, writer, from));
      writer.tag(number, WireType.BYTES);
    },
  };
}

function formOf(schema: TSchema): ValueForm {
  const type = schemaType(schema);
  switch (type) {
    case 'struct':
      return structForm(schema);
    case 'list':
      return wrappedListForm(schema.items);
    case 'raw':
      return rawForm;
    case 'map':
      throw new TypeError('protobuf has no maps in lists or maps');
    default:
      return scalarForms[type];
  }
}

function structForm(schema: TSchema): ValueForm {
  // Made on first use: a schema is a large tree of which most documents touch little.
  let message: Message | undefined;
  return {
    wireType: WireType.BYTES,
    read(reader, earlier) {
      const object = (earlier ?? {}) as Properties;
      message ??= messageOf(schema);
      const known = message;
      reader.delimited(() => readMessage(known, reader, object));
      return object;
    },
    write(writer, value) {
      message ??= messageOf(schema);
      const known = message;
      writer.delimited(() => writeMessage(known, writer, (value ?? {}) as Properties));
    },
  };
}

/** A list where protobuf has none, as in a map: a message whose first field has the entries. */
function wrappedListForm(items: TSchema): ValueForm {
  const field = listField(1, 'items', formOf(items));
  return {
    wireType: WireType.BYTES,
    read(reader, earlier) {
      const into: Properties = { items: earlier ?? [] };
      readFields(reader, 'Items', (number, wireType) => {
        if (number === 1) field.read(reader, wireType, into);
        return number === 1;
      });
      return into.items;
    },
    write: (writer, value) => writer.delimited(() => field.write(writer, { items: value })),
  };
}
