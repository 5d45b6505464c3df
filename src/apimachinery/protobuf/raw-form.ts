import { JsonSyntaxError, parseJson } from '../json/parse-json.ts';
import { stringifyJson } from '../json/stringify-json.ts';
import { ProtobufError, WireType } from './protobuf-reader.ts';
import { expectWireType, readFields } from './read-fields.ts';
import type { ValueForm } from './value-form.ts';

/** The form of JSON that no schema describes, such as FieldsV1: a message whose only field is its text. */
export const rawForm: ValueForm = {
  wireType: WireType.BYTES,
  read(reader, earlier) {
    let value = earlier;
    readFields(reader, 'FieldsV1', (number, wireType) => {
      if (number !== 1) return false;
      expectWireType(wireType, WireType.BYTES, 'Raw');
      value = parse(reader.string());
      return true;
    });
    return value;
  },
  write: (writer, value) =>
    writer.delimited(() => {
      writer.string(stringifyJson(value ?? {}).text);
      writer.tag(1, WireType.BYTES);
    }),
};

function parse(text: string): unknown {
  try {
    return parseJson(text).value;
  } catch (error) {
    throw error instanceof JsonSyntaxError ? new ProtobufError(error.message) : error;
  }
}
