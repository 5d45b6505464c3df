import type { Static, TSchema } from '@sinclair/typebox';
import { cannotBeHandled, checkKind, checkVersion, resolveKind, unrecognized } from '../decode/check-kind.ts';
import { decoderOf } from '../decode/decoder.ts';
import { apiVersionOf, type GroupVersionKind } from '../group-version-kind.ts';
import { type Envelope, openEnvelope } from './envelope.ts';
import { messageOf, readMessage } from './message.ts';
import type { Properties } from './message-field.ts';
import { ProtobufError, ProtobufReader } from './protobuf-reader.ts';

/**
 * Decodes a document in Kubernetes' protobuf form into an object of `kind`, as decodeObject does with JSON: the result is the one
 * that the same object in JSON gives. A document that names no kind or version is taken for one of it; fields that the schema does
 * not have are passed over, whatever the client wants to be told of them.
 * @throws StatusError 400: no such document, another kind or version, a message that is broken or holds what is no value of its type.
 */
export function decodeProtobuf<T extends TSchema>(schema: T, kind: GroupVersionKind, document: Buffer): Static<T> {
  const { named, message } = open(kind, document);
  const actual = resolveKind(kind, named, document);
  checkKind(kind, actual);
  const properties: Properties = {};
  try {
    readMessage(messageOf(schema), new ProtobufReader(message), properties);
  } catch (error) {
    throw error instanceof ProtobufError ? cannotBeHandled(kind, actual, error.message) : error;
  }
  properties.kind = actual.kind;
  properties.apiVersion = apiVersionOf(actual);
  checkVersion(kind, actual);
  // What protobuf says twice or not at all, and the order in which it does, is evened out as for JSON.
  return decoderOf(schema)(properties, { keys: 0, canonical: true }) as Static<T>;
}

function open(kind: GroupVersionKind, document: Buffer): Envelope {
  try {
    return openEnvelope(document);
  } catch (error) {
    throw error instanceof ProtobufError ? unrecognized(kind, error.message, document) : error;
  }
}
