import type { ScalarType } from '../decode/scalars.ts';
import { JsonNumber } from '../json/json-number.ts';
import { canonicalQuantity, quantityProblem } from '../quantity.ts';
import { ProtobufError, type ProtobufReader, WireType } from './protobuf-reader.ts';
import type { ProtobufWriter } from './protobuf-writer.ts';
import { expectWireType, readFields } from './read-fields.ts';
import { timeForm } from './time-form.ts';
import type { ValueForm } from './value-form.ts';

const integer: Omit<ValueForm, 'read'> = {
  wireType: WireType.VARINT,
  write(writer, value) {
    if (value instanceof JsonNumber) writer.integer(BigInt(value.text));
    else writer.integer((value ?? 0) as number | bigint);
  },
};

/** The forms of the types that are neither objects nor lists nor maps. */
export const scalarForms: Readonly<Record<ScalarType, ValueForm>> = {
  string: {
    wireType: WireType.BYTES,
    read: (reader) => reader.string(),
    write: (writer, value) => writer.string((value ?? '') as string),
  },
  bytes: {
    wireType: WireType.BYTES,
    read: (reader) => reader.bytes().toString('base64'),
    write: (writer, value) => writer.bytes(Buffer.from((value ?? '') as string, 'base64')),
  },
  boolean: {
    wireType: WireType.VARINT,
    read: (reader) => reader.boolean(),
    write: (writer, value) => writer.boolean(value === true),
  },
  int32: { ...integer, read: (reader) => reader.int32() },
  int64: { ...integer, read: (reader) => reader.int64() },
  quantity: {
    wireType: WireType.BYTES,
    read(reader) {
      let text: string | undefined;
      readFields(reader, 'Quantity', (number, wireType) => {
        if (number !== 1) return false;
        expectWireType(wireType, WireType.BYTES, 'String_');
        text = reader.string();
        if (canonicalQuantity(text) === undefined) throw new ProtobufError(quantityProblem(text));
        return true;
      });
      return text ?? '0';
    },
    write: (writer, value) =>
      writer.delimited(() => {
        writer.string((value ?? '0') as string);
        writer.tag(1, WireType.BYTES);
      }),
  },
  intOrString: { wireType: WireType.BYTES, read: readIntOrString, write: writeIntOrString },
  time: timeForm(0),
  microTime: timeForm(6),
};

// What the `type` of an IntOrString says that it holds.
const INT = 0;
const STRING = 1;

function readIntOrString(reader: ProtobufReader): number | string {
  let type: number | bigint = INT;
  let int = 0;
  let string = '';
  readFields(reader, 'IntOrString', (number, wireType) => {
    switch (number) {
      case 1:
        expectWireType(wireType, WireType.VARINT, 'Type');
        type = reader.int64();
        return true;
      case 2:
        expectWireType(wireType, WireType.VARINT, 'IntVal');
        int = reader.int32();
        return true;
      case 3:
        expectWireType(wireType, WireType.BYTES, 'StrVal');
        string = reader.string();
        return true;
      default:
        return false;
    }
  });
  if (type !== INT && type !== STRING) throw new ProtobufError('impossible IntOrString.Type');
  return type === INT ? int : string;
}

function writeIntOrString(writer: ProtobufWriter, value: unknown): void {
  const isString = typeof value === 'string';
  writer.delimited(() => {
    writer.string(isString ? value : '');
    writer.tag(3, WireType.BYTES);
    writer.integer(isString ? 0 : ((value ?? 0) as number));
    writer.tag(2, WireType.VARINT);
    writer.integer(isString ? STRING : INT);
    writer.tag(1, WireType.VARINT);
  });
}
