/** Why bytes are no message, in the words of gogo/protobuf, with the names of JSON in place of those of Go. */
export class ProtobufError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProtobufError';
  }
}

/** How a field's value is laid out (Protocol Buffers, "Message Structure"). */
export const WireType = { VARINT: 0, FIXED64: 1, BYTES: 2, START_GROUP: 3, END_GROUP: 4, FIXED32: 5 } as const;
/** One of them. */
export type WireType = (typeof WireType)[keyof typeof WireType];

/** Reads the fields of a message one after the other. The bytes are shared, not copied. */
export class ProtobufReader {
  readonly #bytes: Buffer;
  #at = 0;
  #end: number;
  // The two halves of the last varint.
  #low = 0;
  #high = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#end = bytes.length;
  }

  /** Whether the message has been read to its end. */
  get done(): boolean {
    return this.#at >= this.#end;
  }

  /** Reads the number of the next field and its wire type. `message` is the name for errors. */
  tag(message: string): { readonly number: number; readonly wireType: number } {
    this.#varint();
    const wireType = this.#low & 7;
    const number = (this.#high << 29) | (this.#low >>> 3);
    if (wireType === WireType.END_GROUP) {
      throw new ProtobufError(`proto: ${message}: wiretype end group for non-group`);
    }
    if (number <= 0) {
      throw new ProtobufError(
        `proto: ${message}: illegal tag ${number} (wire type ${BigInt.asUintN(64, this.#bigint())})`,
      );
    }
    return { number, wireType };
  }

  /** Steps over the value of a field that no schema knows. Groups are stepped over without recursion. */
  skip(wireType: number): void {
    let depth = 0;
    for (let type = wireType; ; type = this.#nextWireType()) {
      switch (type) {
        case WireType.VARINT:
          this.#varint();
          break;
        case WireType.FIXED64:
          this.#advance(8);
          break;
        case WireType.BYTES:
          this.#advance(this.#length());
          break;
        case WireType.START_GROUP:
          depth += 1;
          break;
        case WireType.END_GROUP:
          if (depth === 0) throw new ProtobufError('proto: unexpected end of group');
          depth -= 1;
          break;
        case WireType.FIXED32:
          this.#advance(4);
          break;
        default:
          throw new ProtobufError(`proto: illegal wireType ${type}`);
      }
      if (depth === 0) return;
    }
  }

  boolean(): boolean {
    this.#varint();
    return this.#low !== 0 || this.#high !== 0;
  }

  int32(): number {
    this.#varint();
    return this.#low;
  }

  /** A bigint where a number cannot hold it. */
  int64(): number | bigint {
    this.#varint();
    // The high half is that of a signed integer.
    const number = this.#high * 0x1_0000_0000 + (this.#low >>> 0);
    return Number.isSafeInteger(number) ? number : this.#bigint();
  }

  /** Bytes that are no UTF-8 become U+FFFD. */
  string(): string {
    const length = this.#length();
    const start = this.#at;
    this.#advance(length);
    return this.#bytes.toString('utf8', start, this.#at);
  }

  bytes(): Buffer {
    const length = this.#length();
    const start = this.#at;
    this.#advance(length);
    return this.#bytes.subarray(start, this.#at);
  }

  /** Reads a value that has its length before it: within `read` the reader ends where the value does. */
  delimited<T>(read: () => T): T {
    const length = this.#length();
    const outer = this.#end;
    const end = this.#at + length;
    if (end > outer) throw unexpectedEnd();
    this.#end = end;
    const value = read();
    this.#at = end;
    this.#end = outer;
    return value;
  }

  #nextWireType(): number {
    this.#varint();
    return this.#low & 7;
  }

  #length(): number {
    this.#varint();
    if (this.#high < 0) throw new ProtobufError('proto: negative length found during unmarshaling');
    return this.#high * 0x1_0000_0000 + (this.#low >>> 0);
  }

  #advance(length: number): void {
    if (this.#at + length > this.#end) throw unexpectedEnd();
    this.#at += length;
  }

  #varint(): void {
    let low = 0;
    let high = 0;
    for (let shift = 0; ; shift += 7) {
      if (shift >= 64) throw new ProtobufError('proto: integer overflow');
      if (this.#at >= this.#end) throw unexpectedEnd();
      const byte = this.#bytes[this.#at] as number;
      this.#at += 1;
      const bits = byte & 0x7f;
      if (shift < 32) low |= bits << shift;
      if (shift >= 32) high |= bits << (shift - 32);
      else if (shift > 24) high |= bits >>> (32 - shift);
      if (byte < 0x80) break;
    }
    this.#low = low;
    this.#high = high;
  }

  #bigint(): bigint {
    return (BigInt(this.#high) << 32n) | BigInt(this.#low >>> 0);
  }
}

function unexpectedEnd(): ProtobufError {
  return new ProtobufError('unexpected EOF');
}
