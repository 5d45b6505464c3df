import type { TSchema } from '@sinclair/typebox';
import type { NamedKind } from '../decode/check-kind.ts';
import { parseJson } from '../json/parse-json.ts';
import { writeEnvelope } from './envelope.ts';
import { messageOf, writeMessage } from './message.ts';
import type { Properties } from './message-field.ts';
import { ProtobufWriter } from './protobuf-writer.ts';

/**
 * Encodes an object, given as the JSON text that answers it, in Kubernetes' protobuf form: byte for byte as Go does. `schemaOf`
 * gives the schema of a kind.
 */
export function encodeProtobuf(json: string, schemaOf: (kind: string) => TSchema): Buffer {
  const { kind = '', apiVersion = '', ...object } = parseJson(json).value as Properties & Partial<NamedKind>;
  const message = messageOf(schemaOf(kind));
  // Protobuf is hardly ever longer than JSON, so this saves copying.
  const writer = new ProtobufWriter(json.length);
  writeEnvelope(writer, { kind, apiVersion }, () => writeMessage(message, writer, object));
  return writer.finish();
}
