import { Readable } from 'node:stream';

/** A stretch of a long body. */
export type Piece = string | Buffer;

/** A long body, stretch by stretch. */
export interface Pieces {
  /** Makes the next stretch; undefined where there is none left. */
  next(): Piece | undefined | Promise<Piece | undefined>;
  /** Whether the last stretch has been made. */
  readonly ended: boolean;
}

/**
 * A body that is made while it is sent: `first`, then the pieces, which are only asked for when the reader has taken what there
 * was. Other requests get their turn between the pieces: back-pressure alone does not see to that, since a fast reader never makes
 * the writer wait. The stream lets go of everything when its reader leaves or `signal` aborts.
 */
export function pacedBody(first: Piece, pieces: Pieces, signal: AbortSignal | undefined): Readable {
  return new PacedBody(first, pieces, signal);
}

class PacedBody extends Readable {
  #first: Piece | undefined;
  #pieces: Pieces | undefined;

  constructor(first: Piece, pieces: Pieces, signal: AbortSignal | undefined) {
    super({ highWaterMark: 1, ...(signal !== undefined && { signal }) });
    this.#first = first;
    this.#pieces = pieces;
  }

  override _read(): void {
    const first = this.#first;
    if (first === undefined) {
      setImmediate(() => void this.#advance());
    } else {
      this.#first = undefined;
      this.push(bytesOf(first));
    }
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#first = undefined;
    this.#pieces = undefined;
    callback(error);
  }

  async #advance(): Promise<void> {
    try {
      const piece = await this.#pieces?.next();
      if (!this.destroyed) this.push(piece === undefined ? null : bytesOf(piece));
    } catch (error) {
      this.destroy(error as Error);
    }
  }
}

/** The bytes of a stretch. */
export function bytesOf(piece: Piece): Buffer {
  return typeof piece === 'string' ? Buffer.from(piece) : piece;
}
