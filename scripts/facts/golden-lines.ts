import { openEnvelope, writeEnvelope } from '../../src/apimachinery/protobuf/envelope.ts';
import { WireType } from '../../src/apimachinery/protobuf/protobuf-reader.ts';
import { ProtobufWriter } from '../../src/apimachinery/protobuf/protobuf-writer.ts';
import type { PublishedObject } from './published.ts';

// What Go writes of a list's metadata where there is none: its selfLink, resourceVersion and continue are empty.
const EMPTY_LIST_META = Buffer.from('0a0012001a00', 'hex');

/**
 * The lines of `golden.jsonl.gz` for the objects of one kind: one for each, and one for the list of them, whose bytes are theirs in a
 * frame that is the same for all lists.
 */
export function goldenLines(objects: readonly PublishedObject[]): readonly string[] {
  const [first] = objects;
  if (first === undefined) return [];
  const { apiVersion } = first;
  const kind = `${first.kind}List`;
  const list = {
    protobuf: listOf({ kind, apiVersion }, objects),
    json: { kind, apiVersion, metadata: {}, items: objects.map(({ json }) => itemOf(json)) },
  };
  return [
    ...objects.map((one) => line(`${apiVersion} ${one.kind} ${one.name}`, one)),
    line(`${apiVersion} ${kind} recorded`, list),
  ];
}

/** The name of the kind of a line, as `v1 Pod`. */
export function kindOfLine(text: string): string {
  return (JSON.parse(text) as { readonly name: string }).name.split(' ').slice(0, 2).join(' ');
}

function line(name: string, { protobuf, json }: Pick<PublishedObject, 'protobuf' | 'json'>): string {
  return JSON.stringify({ name, protobuf: protobuf.toString('hex'), json });
}

// The items of a list do not say what they are.
function itemOf(json: object): object {
  return { ...json, kind: undefined, apiVersion: undefined };
}

function listOf(named: { kind: string; apiVersion: string }, objects: readonly PublishedObject[]): Buffer {
  const writer = new ProtobufWriter(0);
  writeEnvelope(writer, named, () => {
    // From the end to the beginning.
    for (const { protobuf } of objects.toReversed()) {
      writer.bytes(openEnvelope(protobuf).message);
      writer.tag(2, WireType.BYTES);
    }
    writer.bytes(EMPTY_LIST_META);
    writer.tag(1, WireType.BYTES);
  });
  return writer.finish();
}
