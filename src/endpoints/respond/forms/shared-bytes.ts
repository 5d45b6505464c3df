import type { StoredValue } from '../../../storage/store-entry.ts';

/** The bytes of a long text, which all who send it at the same time have in common. */
export interface SharedBytes {
  readonly bytes: Buffer;
}

/** A version of an object, as it is stored. */
interface Version {
  readonly value: StoredValue;
  readonly revision: number | undefined;
}

interface Known extends SharedBytes {
  readonly revision: number | undefined;
  /** That of the text. */
  readonly length: number;
}

/**
 * Makes the bytes of the long texts of objects, once for all who hold them: who reads lists slowly, or not at all, keeps no copy of the
 * object that it has come to. What nobody holds any more is forgotten. All texts are of one form, so that a version of an object has one,
 * with or without a separator before it.
 */
export function sharedBytes(): (version: Version, text: string) => SharedBytes {
  const known = new WeakMap<StoredValue, WeakRef<Known>>();
  return ({ value, revision }, text) => {
    const held = known.get(value)?.deref();
    if (held !== undefined && held.revision === revision && held.length === text.length) return held;
    const made = { bytes: Buffer.from(text), revision, length: text.length };
    known.set(value, new WeakRef(made));
    return made;
  };
}
