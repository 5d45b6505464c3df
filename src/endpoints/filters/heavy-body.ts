import type { RequestDocument } from '../decoding/request-document.ts';
import { JSON_PATCH_TYPE } from '../negotiation/media-types.ts';

// What is decoded, validated, owned and encoded takes one to three microseconds a part in most objects, ten in a few: so many take a
// turn of 5 to 40 ms. Most objects have a few hundred parts; to hand one on takes longer than to answer it here.
const JSON_PARTS = 4_000;
// An entry takes two bytes at least, the comma behind it among them.
const JSON_PART_BYTES = 2;
// Reading YAML takes another five to ten: 20 ms for a manifest of 14 KB.
const YAML_PARTS = 2_000;
const YAML_PART_BYTES = 1;
// Texts are read by a dozen rules, which takes as long for so much of them.
const JSON_BYTES = 256 * 1024;
const YAML_BYTES = 64 * 1024;
// Protobuf cannot be counted without reading it.
const PROTOBUF_BYTES = 32 * 1024;

// Each copy of a JSON patch may double what there is.
const FEW_COPIES = 2;

const OPEN_BRACE = 0x7b;

/** Whether it takes long to make an object of a body. */
export function isHeavyBody(document: RequestDocument): boolean {
  const { bytes } = document;
  const isYaml = document.mediaType.endsWith('yaml') && bytes[0] !== OPEN_BRACE;
  if (document.mediaType.endsWith('protobuf')) return bytes.length > PROTOBUF_BYTES;
  if (bytes.length > (isYaml ? YAML_BYTES : JSON_BYTES)) return true;
  if (document.mediaType === JSON_PATCH_TYPE && mayCopyMuch(bytes)) return true;
  return isYaml
    ? isAliased(bytes) || hasParts(bytes, YAML_PARTS, YAML_PART_BYTES, BEGINS_YAML_PART)
    : hasParts(bytes, JSON_PARTS, JSON_PART_BYTES, BEGINS_JSON_PART);
}

/** Whether YAML may repeat parts of itself, so that there may be more to it than there is text. */
function isAliased(bytes: Buffer): boolean {
  return bytes.includes('&') && bytes.includes('*');
}

/** Whether a JSON patch may copy so often that there is far more to its outcome than there is text. */
function mayCopyMuch(bytes: Buffer): boolean {
  // An escape can spell any operation.
  if (bytes.includes('\\u')) return true;
  let at = -1;
  for (let copies = 0; copies <= FEW_COPIES; copies += 1) {
    at = bytes.indexOf('"copy"', at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** Whether there are more parts than `limit`. Looks no further than where what is left could still hold as many as are missing. */
function hasParts(bytes: Buffer, limit: number, partBytes: number, beginsPart: Uint8Array): boolean {
  let parts = 0;
  let end = bytes.length - limit * partBytes;
  for (let i = 0; i < end; i += 1) {
    if (beginsPart[bytes[i] ?? 0] === 0) continue;
    parts += 1;
    if (parts > limit) return true;
    end += partBytes;
  }
  return false;
}

/** A table of the bytes of `characters`: 1 for those, 0 for all others. */
function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of Buffer.from(characters)) table[byte] = 1;
  return table;
}

const BEGINS_JSON_PART = tableOf(',:[{');
const BEGINS_YAML_PART = tableOf(',:[{-\n');
