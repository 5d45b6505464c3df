import { ProtobufError, type ProtobufReader, type WireType } from './protobuf-reader.ts';

/** Reads the fields of a message, length first; `read` tells whether it knows the field and has read its value. */
export function readFields(
  reader: ProtobufReader,
  message: string,
  read: (number: number, wireType: number) => boolean,
): void {
  reader.delimited(() => {
    while (!reader.done) {
      const { number, wireType } = reader.tag(message);
      if (!read(number, wireType)) reader.skip(wireType);
    }
  });
}

/** @throws ProtobufError where a value is laid out otherwise than its field's are. */
export function expectWireType(actual: number, expected: WireType, field: string): void {
  if (actual !== expected) throw new ProtobufError(`proto: wrong wireType = ${actual} for field ${field}`);
}
