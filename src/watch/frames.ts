import type { Change } from './predicate.ts';

/** One event as it goes over the wire. */
export type Frame = string | Uint8Array;

/** Writes the events of one kind in one form. It keeps nothing: each frame hangs on its arguments alone. */
export interface EventEncoder {
  /** The same for encoders that write the same; different otherwise. */
  readonly identity: string;
  /** Whether the first event of a stream says more than the others. */
  readonly firstDiffers: boolean;
  change(change: Change, isFirst: boolean): Frame;
  /** Tells how far the stream has come; and, where `endsInitialEvents`, that all that was there at its start has been told. */
  bookmark(revision: number, endsInitialEvents: boolean, isFirst: boolean): Frame;
}

/** Frames that go out together, to one receiver or to many: their bytes are made once. */
export class Batch {
  readonly frames: readonly Frame[];
  readonly #isShared: boolean;
  #bytes: Frame | undefined;
  #chunk: Frame | undefined;
  #encoding: 'latin1' | 'utf8' = 'utf8';

  /** `isShared` says that there is more than one receiver. */
  constructor(frames: readonly Frame[], isShared: boolean) {
    this.frames = frames;
    this.#isShared = isShared;
  }

  /** All frames, one after the other. */
  bytes(): Frame {
    this.#bytes ??= this.#settled(joined(this.frames));
    return this.#bytes;
  }

  /** All frames as one chunk of a chunked HTTP/1.1 body. */
  chunk(): Frame {
    if (this.#chunk === undefined) {
      const body = joined(this.frames);
      const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
      const size = `${length.toString(16)}\r\n`;
      // Of text that is all ASCII, both encodings make the same bytes, and this one in half the time.
      if (typeof body === 'string' && length === body.length) this.#encoding = 'latin1';
      this.#chunk = this.#settled(
        typeof body === 'string' ? `${size}${body}\r\n` : Buffer.concat([Buffer.from(size), body, LINE_END]),
      );
    }
    return this.#chunk;
  }

  /** How much is kept in memory for one receiver's sake alone while it has not read this: nothing of what many receivers share. */
  get ownLength(): number {
    if (this.#isShared) return 0;
    let length = 0;
    for (const frame of this.frames) length += frame.length;
    return length;
  }

  /** How the chunk is to be encoded where it is text. */
  get encoding(): 'latin1' | 'utf8' {
    return this.#encoding;
  }

  /** Text is turned into bytes once for many receivers; for one, the socket does that as it writes. */
  #settled(body: Frame): Frame {
    return this.#isShared && typeof body === 'string' ? Buffer.from(body, this.#encoding) : body;
  }
}

const LINE_END = Buffer.from('\r\n');

function joined(frames: readonly Frame[]): Frame {
  const [only] = frames;
  if (only !== undefined && frames.length === 1) return only;
  if (frames.every((frame) => typeof frame === 'string')) return frames.join('');
  return Buffer.concat(frames.map((frame) => (typeof frame === 'string' ? Buffer.from(frame) : frame)));
}
