import type { StoredValue } from '../store-entry.ts';

/** A write as it is kept: of which key, and what it put there. */
export interface KeptWrite {
  readonly key: string;
  /** Undefined where the key went. */
  readonly value: StoredValue | undefined;
}

// Six bytes hold every revision that a server can reach: ten thousand writes a second for nine hundred years.
const NUMBER_BYTES = 6;
const KEY_LENGTH_BYTES = 2;
const KEY_AT = 1 + KEY_LENGTH_BYTES;
const DELETE = 0;
const PUT = 1;

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

/** One byte that tells a put from a deletion, the key with its length in two bytes, and the text of the value. */
export function encodeWrite({ key, value }: KeptWrite): Buffer {
  const text = value?.join('') ?? '';
  const keyBytes = Buffer.byteLength(key);
  const bytes = Buffer.allocUnsafe(KEY_AT + keyBytes + Buffer.byteLength(text));
  bytes.writeUInt8(value === undefined ? DELETE : PUT, 0);
  bytes.writeUInt16BE(keyBytes, 1);
  bytes.write(key, KEY_AT);
  bytes.write(text, KEY_AT + keyBytes);
  return bytes;
}

/**
 * The write that bytes stand for, of which nothing is held on to; its value is one segment. `bytes` may be the beginning of a longer
 * buffer, whose `length` LMDB has set to that of the write.
 */
export function decodeWrite(bytes: Buffer): KeptWrite {
  const textAt = KEY_AT + bytes.readUInt16BE(1);
  const value = bytes.readUInt8(0) === DELETE ? undefined : [bytes.toString('utf8', textAt, bytes.length)];
  return { key: bytes.toString('utf8', KEY_AT, textAt), value };
}
