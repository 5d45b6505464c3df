import type { StoredValue } from '../store-entry.ts';

/** A write as it is kept: of which key, and what it put there. */
export interface KeptWrite {
  readonly key: string;
  /** Undefined where the key went. */
  readonly value: StoredValue | undefined;
}

// Six bytes hold every revision that a server can reach: ten thousand writes a second for nine hundred years.
const NUMBER_BYTES = 6;
const KEY_LENGTH_AT = 1;
const COUNT_AT = 3;
const LENGTHS_AT = 5;
const LENGTH_BYTES = 4;
const DELETE = 0;
const PUT = 1;
const NO_SEGMENTS: StoredValue = [];
// More segments than any object has are not told apart.
const MAX_COUNT = 0xff_ff;

/** The bytes of a number of at least 0, in an order that is theirs. */
export function encodeNumber(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(NUMBER_BYTES);
  bytes.writeUIntBE(value, 0, NUMBER_BYTES);
  return bytes;
}

/** The number that bytes stand for. */
export function decodeNumber(bytes: Buffer): number {
  return bytes.readUIntBE(0, NUMBER_BYTES);
}

/**
 * One byte that tells a put from a deletion, the length of the key in two bytes, in two how many segments the value has and in four each how
 * long each of them is, in UTF-16 code units; then the key, and the value as one text.
 */
export function encodeWrite({ key, value }: KeptWrite): Buffer {
  const segments = value === undefined || value.length > MAX_COUNT ? NO_SEGMENTS : value;
  const text = value?.join('') ?? '';
  const keyAt = LENGTHS_AT + segments.length * LENGTH_BYTES;
  const textAt = keyAt + Buffer.byteLength(key);
  const bytes = Buffer.allocUnsafe(textAt + Buffer.byteLength(text));
  bytes.writeUInt8(value === undefined ? DELETE : PUT, 0);
  bytes.writeUInt16BE(textAt - keyAt, KEY_LENGTH_AT);
  bytes.writeUInt16BE(segments.length, COUNT_AT);
  let at = LENGTHS_AT;
  for (const segment of segments) at = bytes.writeUInt32BE(segment.length, at);
  bytes.write(key, keyAt);
  bytes.write(text, textAt);
  return bytes;
}

/**
 * The write that bytes stand for, of which nothing is held on to; its value is in the segments in which it was written. `bytes` may be
 * the beginning of a longer buffer, whose `length` LMDB has set to that of the write.
 */
export function decodeWrite(bytes: Buffer): KeptWrite {
  const count = bytes.readUInt16BE(COUNT_AT);
  const keyAt = LENGTHS_AT + count * LENGTH_BYTES;
  const textAt = keyAt + bytes.readUInt16BE(KEY_LENGTH_AT);
  const key = bytes.toString('utf8', keyAt, textAt);
  if (bytes.readUInt8(0) === DELETE) return { key, value: undefined };
  const text = bytes.toString('utf8', textAt, bytes.length);
  if (count <= 1) return { key, value: [text] };
  const value: string[] = [];
  let start = 0;
  for (let index = 0; index < count; index += 1) {
    const end = start + bytes.readUInt32BE(LENGTHS_AT + index * LENGTH_BYTES);
    value.push(text.slice(start, end));
    start = end;
  }
  return { key, value };
}
