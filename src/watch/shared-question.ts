/**
 * A question to a store that many ask at once. The answer has to be newer than the asking, so that whoever comes while a question is
 * under way waits for the next, which all who came meanwhile share.
 */
export class SharedQuestion<T> {
  readonly #ask: () => Promise<T>;
  #current: Promise<T> | undefined;
  #next: Promise<T> | undefined;

  constructor(ask: () => Promise<T>) {
    this.#ask = ask;
  }

  /** Resolves to an answer to a question that was put after the call. */
  answer(): Promise<T> {
    if (this.#current === undefined) return this.#begin();
    this.#next ??= this.#afterCurrent(this.#current);
    return this.#next;
  }

  async #afterCurrent(current: Promise<T>): Promise<T> {
    await current.catch(() => {});
    return this.#current ?? this.#begin();
  }

  #begin(): Promise<T> {
    // Whoever comes from now on comes after this question, which those share who came before.
    this.#next = undefined;
    const asked = this.#ask().finally(() => {
      this.#current = undefined;
    });
    this.#current = asked;
    return asked;
  }
}
