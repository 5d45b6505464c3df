import type { WireType } from './protobuf-reader.ts';

/**
 * Writes a message from its end to its beginning: so the length of a value, which stands before it, is known when it is written.
 * Whatever is written comes before all that was written earlier.
 */
export class ProtobufWriter {
  #bytes: Buffer;
  #at: number;
  #skipped = 0;

  /** `capacity` is how many bytes the message is expected to take; it may take more. */
  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafe(Math.max(capacity, 64));
    this.#at = this.#bytes.length;
  }

  /** How many bytes have been written or skipped. */
  get length(): number {
    return this.#bytes.length - this.#at + this.#skipped;
  }

  /** Counts bytes that stand here and are written by someone else. */
  skip(length: number): void {
    this.#skipped += length;
  }

  /** What has been written. The bytes are the writer's own until it writes again. */
  finish(): Buffer {
    return this.#bytes.subarray(this.#at);
  }

  tag(number: number, wireType: WireType): void {
    this.#varint(number * 8 + wireType);
  }

  boolean(value: boolean): void {
    this.#varint(value ? 1 : 0);
  }

  /** An integer of 32 or 64 bits; a negative one takes ten bytes. */
  integer(value: number | bigint): void {
    if (typeof value === 'number' && value >= 0) this.#varint(value);
    else this.#bigVarint(BigInt.asUintN(64, BigInt(value)));
  }

  /** A string with its length. */
  string(value: string): void {
    const length = Buffer.byteLength(value);
    this.#reserve(length);
    this.#bytes.write(value, this.#at, length, 'utf8');
    this.#varint(length);
  }

  /** Bytes as they are. */
  raw(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#at);
  }

  /** Bytes with their length. */
  bytes(value: Uint8Array): void {
    this.raw(value);
    this.#varint(value.length);
  }

  /** What `write` writes, with its length. */
  delimited(write: () => void): void {
    const before = this.length;
    write();
    this.#varint(this.length - before);
  }

  #varint(value: number): void {
    let size = 1;
    for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size += 1;
    this.#reserve(size);
    let rest = value;
    let at = this.#at;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) {
      this.#bytes[at] = (rest % 0x80) + 0x80;
      at += 1;
    }
    this.#bytes[at] = rest;
  }

  #bigVarint(value: bigint): void {
    const groups: number[] = [];
    let rest = value;
    for (; rest >= 0x80n; rest >>= 7n) groups.push(Number(rest & 0x7fn) + 0x80);
    groups.push(Number(rest));
    this.#reserve(groups.length);
    this.#bytes.set(groups, this.#at);
  }

  /** Makes room for `length` bytes before what is written, and goes to their beginning. */
  #reserve(length: number): void {
    if (length > this.#at) {
      const written = this.#bytes.length - this.#at;
      const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, written + length));
      larger.set(this.#bytes.subarray(this.#at), larger.length - written);
      this.#bytes = larger;
      this.#at = larger.length - written;
    }
    this.#at -= length;
  }
}
