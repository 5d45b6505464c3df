import { textLength } from '../../storage/segments.ts';
import type { StoreEntry } from '../../storage/store-entry.ts';

/** The newest objects of one kind in decoded form. */
export interface DecodedCache<T> {
  /** The object that an entry holds, where it is remembered. */
  get(entry: StoreEntry): T | undefined;
  /** Remembers the object that an entry holds. It is not to be changed any more. */
  set(entry: StoreEntry, object: T): void;
  /** Forgets what a key held, which is no longer there. */
  delete(key: string): void;
}

/** How much is remembered, of all kinds together. */
export interface DecodedLimits {
  readonly objects: number;
  /** The text of the objects, in characters: decoded, an object takes about three times as many bytes. */
  readonly characters: number;
}

interface Remembered {
  readonly kind: object;
  readonly revision: number;
  readonly characters: number;
  readonly object: unknown;
}

/**
 * Remembers the objects that were written last, so that whoever reports on the same pods over and over does not have the last
 * report parsed again for each. What was not used for longest gives way. What it tells is never wrong: a revision stands for one
 * state.
 */
export class DecodedCaches {
  readonly #limits: DecodedLimits;
  readonly #objects = new Map<string, Remembered>();
  #characters = 0;

  constructor(limits: DecodedLimits) {
    this.#limits = limits;
  }

  /** The part of the memory that a kind has. Of two kinds that show the same stored objects, one at a time remembers each. */
  of<T>(): DecodedCache<T> {
    const kind = {};
    return {
      get: ({ key, revision }) => {
        const known = this.#objects.get(key);
        // What a kind has put here is of its type, which no type of a map can say.
        return known?.revision === revision && known.kind === kind ? (known.object as T) : undefined;
      },
      set: ({ key, value, revision }, object) => {
        // Forgotten first, so that the key moves to the end of the order in which keys give way.
        this.#forget(key);
        const characters = textLength(value);
        this.#objects.set(key, { kind, revision, characters, object });
        this.#characters += characters;
        this.#trim();
      },
      delete: (key) => this.#forget(key),
    };
  }

  #forget(key: string): void {
    const known = this.#objects.get(key);
    if (known === undefined) return;
    this.#characters -= known.characters;
    this.#objects.delete(key);
  }

  #trim(): void {
    const { objects, characters } = this.#limits;
    if (this.#objects.size <= objects && this.#characters <= characters) return;
    for (const oldest of this.#objects.keys()) {
      this.#forget(oldest);
      if (this.#objects.size <= objects && this.#characters <= characters) return;
    }
  }
}
