import type { StoreEntry } from '../store-entry.ts';

/** A write as it is remembered: which key it was of, and what the key held before. */
export interface LoggedWrite {
  readonly type: 'put' | 'delete';
  readonly revision: number;
  readonly key: string;
  readonly previous: StoreEntry | undefined;
}

// Six bytes hold every revision that a server can reach: ten thousand writes a second for nine hundred years.
const NUMBER_BYTES = 6;
const HEADER_BYTES = NUMBER_BYTES;
const KEY_LENGTH_BYTES = 2;

/** The bytes of a number of at least 0, in an order that is theirs. */
export function encodeNumber(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(NUMBER_BYTES);
  bytes.writeUIntBE(value, 0, NUMBER_BYTES);
  return bytes;
}

/** The number that bytes stand for, from an offset on. */
export function decodeNumber(bytes: Buffer, offset = 0): number {
  return bytes.readUIntBE(offset, NUMBER_BYTES);
}

/** What is kept of a key: its revision, six bytes, and then the text of its value. */
export function encodeEntry({ value, revision }: StoreEntry): Buffer {
  const text = value.join('');
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + Buffer.byteLength(text));
  bytes.writeUIntBE(revision, 0, NUMBER_BYTES);
  bytes.write(text, HEADER_BYTES);
  return bytes;
}

/** The entry that bytes stand for; its value is one segment. */
export function decodeEntry(key: string, bytes: Buffer): StoreEntry {
  return { key, value: [bytes.toString('utf8', HEADER_BYTES)], revision: decodeNumber(bytes) };
}

const TYPES = ['put', 'delete'] as const;

/** A remembered write: one byte for its type, the revision before, the key with its length, the text before. Its revision is the key. */
export function encodeLoggedWrite({ type, key, previous }: LoggedWrite): Buffer {
  const keyBytes = Buffer.byteLength(key);
  const text = previous?.value.join('') ?? '';
  const textAt = 1 + NUMBER_BYTES + KEY_LENGTH_BYTES + keyBytes;
  const bytes = Buffer.allocUnsafe(textAt + Buffer.byteLength(text));
  bytes.writeUInt8(TYPES.indexOf(type), 0);
  bytes.writeUIntBE(previous?.revision ?? 0, 1, NUMBER_BYTES);
  bytes.writeUInt16BE(keyBytes, 1 + NUMBER_BYTES);
  bytes.write(key, 1 + NUMBER_BYTES + KEY_LENGTH_BYTES);
  bytes.write(text, textAt);
  return bytes;
}

/** The write that bytes stand for. */
export function decodeLoggedWrite(revision: number, bytes: Buffer): LoggedWrite {
  const keyAt = 1 + NUMBER_BYTES + KEY_LENGTH_BYTES;
  const textAt = keyAt + bytes.readUInt16BE(1 + NUMBER_BYTES);
  const key = bytes.toString('utf8', keyAt, textAt);
  const before = decodeNumber(bytes, 1);
  const previous = before === 0 ? undefined : { key, value: [bytes.toString('utf8', textAt)], revision: before };
  return { type: TYPES[bytes.readUInt8(0)] ?? 'put', revision, key, previous };
}
