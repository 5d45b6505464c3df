/**
 * A long list that entries are put into and taken out of at any place. It is kept in blocks, so that a change moves the entries of
 * one block and not all that come after it: ten thousand changes to a list of a million take milliseconds.
 */
export class LongList {
  readonly #blocks: unknown[][] = [];
  #length = 0;

  /** Begins with the entries of a list, which is not changed. */
  constructor(entries: readonly unknown[]) {
    for (let at = 0; at < entries.length; at += BLOCK) this.#blocks.push(entries.slice(at, at + BLOCK));
    this.#length = entries.length;
  }

  get length(): number {
    return this.#length;
  }

  /** The entry at a place within the list. */
  at(index: number): unknown {
    const { block, offset } = this.#place(index);
    return this.#blocks[block]?.[offset];
  }

  /** Puts another entry in place of one that is there. */
  replace(index: number, entry: unknown): void {
    const { block, offset } = this.#place(index);
    const entries = this.#blocks[block];
    if (entries !== undefined) entries[offset] = entry;
  }

  /** Puts an entry before the one at a place, or at the end. */
  insert(index: number, entry: unknown): void {
    const { block, offset } = this.#place(index);
    const entries = this.#blocks[block];
    this.#length += 1;
    if (entries === undefined) {
      this.#blocks.push([entry]);
      return;
    }
    entries.splice(offset, 0, entry);
    if (entries.length > 2 * BLOCK) this.#blocks.splice(block + 1, 0, entries.splice(BLOCK));
  }

  /** Takes the entry at a place within the list out. */
  remove(index: number): unknown {
    const { block, offset } = this.#place(index);
    const entries = this.#blocks[block] ?? [];
    const [removed] = entries.splice(offset, 1);
    if (entries.length === 0) this.#blocks.splice(block, 1);
    this.#length -= 1;
    return removed;
  }

  /** Makes another list have the entries of this one. */
  copyTo(list: unknown[]): void {
    list.length = 0;
    for (const block of this.#blocks) for (const entry of block) list.push(entry);
  }

  /** Where an entry is; of the place behind the last entry, the end of the last block. */
  #place(index: number): { readonly block: number; readonly offset: number } {
    let offset = index;
    const last = this.#blocks.length - 1;
    for (let block = 0; block <= last; block += 1) {
      const { length } = this.#blocks[block] ?? [];
      if (length === undefined) break;
      if (offset < length || (block === last && offset === length)) return { block, offset };
      offset -= length;
    }
    return { block: last + 1, offset };
  }
}

// About the root of the longest list that a body can hold, so that finding a block takes as long as changing one.
const BLOCK = 1024;
