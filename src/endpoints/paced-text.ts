import { Readable } from 'node:stream';

/** The next stretch of a long text; undefined at its end. */
export type NextText = () => string | undefined | Promise<string | undefined>;

/**
 * A text that is made while it is sent: `first`, then what `next` makes, which is only asked when the reader has taken what
 * there was. Other requests get their turn between the stretches: back-pressure alone does not see to that, since a fast
 * reader never makes the writer wait. The stream lets go of everything when its reader leaves or `signal` aborts.
 */
export function pacedText(first: string, next: NextText, signal: AbortSignal | undefined): Readable {
  return new PacedText(first, next, signal);
}

class PacedText extends Readable {
  #first: string | undefined;
  #next: NextText | undefined;

  constructor(first: string, next: NextText, signal: AbortSignal | undefined) {
    super({ highWaterMark: 1, ...(signal !== undefined && { signal }) });
    this.#first = first;
    this.#next = next;
  }

  override _read(): void {
    const first = this.#first;
    if (first === undefined) {
      setImmediate(() => void this.#advance());
    } else {
      this.#first = undefined;
      this.push(Buffer.from(first));
    }
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#first = undefined;
    this.#next = undefined;
    callback(error);
  }

  async #advance(): Promise<void> {
    try {
      const text = await this.#next?.();
      if (!this.destroyed) this.push(text === undefined ? null : Buffer.from(text));
    } catch (error) {
      this.destroy(error as Error);
    }
  }
}
