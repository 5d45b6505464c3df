import type { ProtobufReader, WireType } from './protobuf-reader.ts';
import type { ProtobufWriter } from './protobuf-writer.ts';

/** How values of one type are read from protobuf and written to it. In memory they have the form that they have in JSON. */
export interface ValueForm {
  readonly wireType: WireType;
  /**
   * Reads a value, its length included where it has one. A message that comes in parts goes on with `earlier`, the value that
   * the field has already; undefined where it has none.
   * @throws ProtobufError
   */
  readonly read: (reader: ProtobufReader, earlier: unknown) => unknown;
  /** Writes a value, its length included where it has one; undefined is written as the zero value. */
  readonly write: (writer: ProtobufWriter, value: unknown) => void;
}
