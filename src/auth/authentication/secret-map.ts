import { hash, randomBytes } from 'node:crypto';

/**
 * A map whose keys are secrets: it keeps none of them, and how long a search takes tells nothing about them, since it is made with a
 * hash that nobody outside can compute. Beyond `limit` entries, those go that were set first.
 */
export class SecretMap<T> {
  readonly #salt = randomBytes(32).toString('hex');
  readonly #values = new Map<string, T>();
  readonly #limit: number;

  constructor(limit = Number.POSITIVE_INFINITY) {
    this.#limit = limit;
  }

  /** What belongs to a secret. */
  get(secret: string): T | undefined {
    return this.#values.get(this.#hash(secret));
  }

  /** Keeps what belongs to a secret, in place of what belonged to it. */
  set(secret: string, value: T): void {
    const key = this.#hash(secret);
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.#limit) this.#values.delete(this.#values.keys().next().value ?? '');
  }

  #hash(secret: string): string {
    return hash('sha256', this.#salt + secret, 'base64');
  }
}
