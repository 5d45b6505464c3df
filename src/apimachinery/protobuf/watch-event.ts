import { WireType } from './protobuf-reader.ts';
import { ProtobufWriter } from './protobuf-writer.ts';

/** How many bytes the length takes with which a frame begins. */
export const FRAME_LENGTH_BYTES = 4;

/**
 * One event of a watch as it goes over the wire (`application/vnd.kubernetes.protobuf;stream=watch`): its length in four bytes, the
 * most significant one first, then a WatchEvent without an envelope. `object` is the document of what it is about, in its envelope:
 * see encodeProtobuf.
 */
export function encodeWatchEvent(type: string, object: Buffer): Buffer {
  const writer = new ProtobufWriter(object.length + 64);
  // The object is a RawExtension, whose only field is the document.
  writer.delimited(() => {
    writer.bytes(object);
    writer.tag(1, WireType.BYTES);
  });
  writer.tag(2, WireType.BYTES);
  writer.string(type);
  writer.tag(1, WireType.BYTES);
  const length = Buffer.alloc(FRAME_LENGTH_BYTES);
  length.writeUInt32BE(writer.length);
  writer.raw(length);
  return writer.finish();
}
