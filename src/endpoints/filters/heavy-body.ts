import type { RequestDocument } from '../request-document.ts';

// What is decoded, validated, owned and encoded takes one to three microseconds a part in most objects, ten in a few: so many take a
// turn of 5 to 40 ms. Most objects have a few hundred parts; to hand one on takes longer than to answer it here.
const JSON_PARTS = 4_000;
// Reading YAML takes another five to ten: 20 ms for a manifest of 14 KB.
const YAML_PARTS = 2_000;
// Texts are read by a dozen rules, which takes as long for so much of them.
const JSON_BYTES = 256 * 1024;
const YAML_BYTES = 64 * 1024;
// Protobuf cannot be counted without reading it.
const PROTOBUF_BYTES = 32 * 1024;

const COMMA = 0x2c;
const COLON = 0x3a;
const LINE_END = 0x0a;
const HYPHEN = 0x2d;
const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;

/** Whether it takes long to make an object of a body. */
export function isHeavyBody(document: RequestDocument): boolean {
  const { bytes } = document;
  const isYaml = document.mediaType.endsWith('yaml') && bytes[0] !== OPEN_BRACE;
  if (isYaml) return bytes.length > YAML_BYTES || isAliased(bytes) || hasParts(bytes, YAML_PARTS, isYamlPart);
  if (document.mediaType.endsWith('protobuf')) return bytes.length > PROTOBUF_BYTES;
  if (bytes.length > JSON_BYTES) return true;
  // Each part takes a byte at least.
  return bytes.length > JSON_PARTS && hasParts(bytes, JSON_PARTS, isJsonPart);
}

/** Whether YAML may repeat parts of itself, so that there may be more to it than there is text. */
function isAliased(bytes: Buffer): boolean {
  return bytes.includes('&') && bytes.includes('*');
}

function hasParts(bytes: Buffer, limit: number, isPart: (code: number) => boolean): boolean {
  let parts = 0;
  for (const code of bytes) {
    if (!isPart(code)) continue;
    parts += 1;
    if (parts > limit) return true;
  }
  return false;
}

function isJsonPart(code: number): boolean {
  return code === COMMA || code === COLON || code === OPEN_BRACKET || code === OPEN_BRACE;
}

function isYamlPart(code: number): boolean {
  return code === LINE_END || code === HYPHEN || isJsonPart(code);
}
