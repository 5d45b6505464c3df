import type { Change } from './interest.ts';

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
      this.#chunk = this.#settled(
        typeof body === 'string'
          ? `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n`
          : Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, LINE_END]),
      );
    }
    return this.#chunk;
  }

  /** Text is turned into bytes once for many receivers; for one, the socket does that as it writes. */
  #settled(body: Frame): Frame {
    return this.#isShared && typeof body === 'string' ? Buffer.from(body) : body;
  }
}

const LINE_END = Buffer.from('\r\n');

function joined(frames: readonly Frame[]): Frame {
  const [only] = frames;
  if (only !== undefined && frames.length === 1) return only;
  if (frames.every((frame) => typeof frame === 'string')) return frames.join('');
  return Buffer.concat(frames.map((frame) => (typeof frame === 'string' ? Buffer.from(frame) : frame)));
}
