import { isWithin, rangeWithin } from './key-range.ts';
import type { KeyRange, Store, WriteResult } from './store.ts';

/** The newest of the writes of some keys that a store has answered. */
export interface AnsweredWrites {
  /** Its revision; 0 before the first. */
  readonly revision: number;
}

/** A store that says which writes it has answered, to those who ask it for that beforehand. */
export interface AnsweringStore extends Store {
  /** Notes the writes of the keys that begin with one of these prefixes, each of which ends in a slash. */
  answered(prefixes: readonly string[]): AnsweredWrites;
}

interface Note {
  readonly ranges: readonly KeyRange[];
  revision: number;
}

/**
 * Makes a store note what it has answered: whoever follows it may then know that there is a write that they have not seen yet, without
 * asking. What others write into the same store is not noted.
 */
export function answeringStore(store: Store): AnsweringStore {
  const notes: Note[] = [];
  const noted = (key: string, writing: Promise<WriteResult>): Promise<WriteResult> => {
    if (notes.length === 0) return writing;
    const concerned = notes.filter(({ ranges }) => ranges.some((range) => isWithin(range, key)));
    if (concerned.length === 0) return writing;
    return writing.then((result) => {
      if (result.ok) for (const note of concerned) note.revision = Math.max(note.revision, result.revision);
      return result;
    });
  };
  const { sharesSegments, oldestRevision, checkWrites } = store;
  return {
    ...(sharesSegments && { sharesSegments }),
    currentRevision: (signal) => store.currentRevision(signal),
    get: (key, signal) => store.get(key, signal),
    list: (range, options, signal) => store.list(range, options, signal),
    put: (key, value, expected, options, signal) => noted(key, store.put(key, value, expected, options, signal)),
    delete: (key, expected, signal) => noted(key, store.delete(key, expected, signal)),
    changes: (after, signal) => store.changes(after, signal),
    compact: (revision, signal) => store.compact(revision, signal),
    ...(oldestRevision && { oldestRevision: (signal) => oldestRevision.call(store, signal) }),
    ...(checkWrites && { checkWrites: (signal) => checkWrites.call(store, signal) }),
    close: () => store.close(),
    answered(prefixes) {
      const note: Note = { ranges: prefixes.map(rangeWithin), revision: 0 };
      notes.push(note);
      return note;
    },
  };
}
