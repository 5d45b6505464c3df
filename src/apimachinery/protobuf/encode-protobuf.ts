import type { TSchema } from '@sinclair/typebox';
import type { NamedKind } from '../decode/check-kind.ts';
import { parseJson } from '../json/parse-json.ts';
import { writeEnvelope } from './envelope.ts';
import { messageOf, writeMessage } from './message.ts';
import type { Properties } from './message-field.ts';
import { ProtobufWriter } from './protobuf-writer.ts';

/**
 * Encodes an object, given as the JSON text that answers it, in Kubernetes' protobuf form: byte for byte as Go does. The schema
 * is that of its kind.
 */
export function encodeProtobuf(schema: TSchema, json: string): Buffer {
  const object = parseJson(json).value as Properties & NamedKind;
  const message = messageOf(schema);
  // Protobuf is hardly ever longer than JSON, so this saves copying.
  const writer = new ProtobufWriter(json.length);
  writeEnvelope(writer, object, () => writeMessage(message, writer, object));
  return writer.finish();
}
