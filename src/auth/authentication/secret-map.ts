import { createHmac, randomBytes } from 'node:crypto';

/**
 * A map whose keys are secrets: it keeps none of them, and how long a search takes tells nothing about them, since it is made with a
 * hash that nobody outside can compute.
 */
export class SecretMap<T> {
  readonly #key = randomBytes(32);
  readonly #values = new Map<string, T>();

  /** What belongs to a secret. */
  get(secret: string): T | undefined {
    return this.#values.get(this.#hash(secret));
  }

  /** Keeps what belongs to a secret, in place of what belonged to it. */
  set(secret: string, value: T): void {
    this.#values.set(this.#hash(secret), value);
  }

  #hash(secret: string): string {
    return createHmac('sha256', this.#key).update(secret).digest('latin1');
  }
}
