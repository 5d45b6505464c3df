import type { TSchema } from '@sinclair/typebox';
import { ListMeta } from '../../../schemas/meta/v1/list-meta.ts';
import type { NamedKind } from '../decode/check-kind.ts';
import { parseJson } from '../json/parse-json.ts';
import { writeEnvelope } from './envelope.ts';
import { messageOf, writeMessage } from './message.ts';
import type { Properties } from './message-field.ts';
import { WireType } from './protobuf-reader.ts';
import { ProtobufWriter } from './protobuf-writer.ts';

// The numbers that all lists have in common.
const METADATA = 1;
const ITEMS = 2;

/** Encodes an item of a list, given as JSON, as it stands in the list. `schema` is that of its kind. */
export function encodeListItem(schema: TSchema, json: string): Buffer {
  const message = messageOf(schema);
  const item = parseJson(json).value as Properties;
  const writer = new ProtobufWriter(json.length);
  writer.delimited(() => writeMessage(message, writer, item));
  writer.tag(ITEMS, WireType.BYTES);
  return writer.finish();
}

/**
 * Encodes a list without its items, given as JSON: what stands before them and what stands behind them. `length` is how many bytes
 * the items take, which a list says before it comes to them.
 */
export function encodeListFrame(json: string, length: number): { readonly open: Buffer; readonly close: Buffer } {
  const { kind = '', apiVersion = '', metadata } = parseJson(json).value as Properties & Partial<NamedKind>;
  const message = messageOf(ListMeta);
  const writer = new ProtobufWriter(json.length);
  let behind = 0;
  writeEnvelope(writer, { kind, apiVersion }, () => {
    behind = writer.length;
    writer.skip(length);
    writer.delimited(() => writeMessage(message, writer, (metadata ?? {}) as Properties));
    writer.tag(METADATA, WireType.BYTES);
  });
  const frame = writer.finish();
  return { open: frame.subarray(0, frame.length - behind), close: frame.subarray(frame.length - behind) };
}
