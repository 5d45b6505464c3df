import type { NamedKind } from '../decode/check-kind.ts';
import { ProtobufError, ProtobufReader, WireType } from './protobuf-reader.ts';
import type { ProtobufWriter } from './protobuf-writer.ts';
import { expectWireType, readFields } from './read-fields.ts';

/** What every document begins with: `k8s` and the number of this way to encode, the only one. */
const PREFIX = Buffer.from('k8s\0');

/** A document taken out of its envelope, runtime.Unknown: the kind that it names, where it does, and its message. */
export interface Envelope {
  readonly named: NamedKind;
  readonly message: Buffer;
}

/** Opens the envelope of a document. @throws ProtobufError */
export function openEnvelope(document: Buffer): Envelope {
  if (document.length === 0) throw new ProtobufError('empty data');
  if (!PREFIX.equals(document.subarray(0, PREFIX.length))) {
    const prefix = [...PREFIX].join(' ');
    throw new ProtobufError(`provided data does not appear to be a protobuf message, expected prefix [${prefix}]`);
  }
  if (document.length === PREFIX.length) throw new ProtobufError('empty body');
  const reader = new ProtobufReader(document.subarray(PREFIX.length));
  const named = { kind: '', apiVersion: '' };
  let message: Buffer = Buffer.alloc(0);
  while (!reader.done) {
    const { number, wireType } = reader.tag('Unknown');
    switch (number) {
      case 1:
        expectWireType(wireType, WireType.BYTES, 'TypeMeta');
        readTypeMeta(reader, named);
        break;
      case 2:
        expectWireType(wireType, WireType.BYTES, 'Raw');
        message = reader.bytes();
        break;
      default:
        // How the message is encoded is said in two more fields, which no client sets and kube-apiserver does not heed.
        reader.skip(wireType);
    }
  }
  return { named, message };
}

/** Puts what `write` writes, a message, into its envelope. */
export function writeEnvelope(writer: ProtobufWriter, { kind, apiVersion }: NamedKind, write: () => void): void {
  writer.string('');
  writer.tag(4, WireType.BYTES);
  writer.string('');
  writer.tag(3, WireType.BYTES);
  writer.delimited(write);
  writer.tag(2, WireType.BYTES);
  writer.delimited(() => {
    writer.string(kind);
    writer.tag(2, WireType.BYTES);
    writer.string(apiVersion);
    writer.tag(1, WireType.BYTES);
  });
  writer.tag(1, WireType.BYTES);
  writer.raw(PREFIX);
}

function readTypeMeta(reader: ProtobufReader, named: { kind: string; apiVersion: string }): void {
  readFields(reader, 'TypeMeta', (number, wireType) => {
    if (number !== 1 && number !== 2) return false;
    const name = number === 1 ? 'apiVersion' : 'kind';
    expectWireType(wireType, WireType.BYTES, number === 1 ? 'APIVersion' : 'Kind');
    named[name] = reader.string();
    return true;
  });
}
