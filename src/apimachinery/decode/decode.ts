/** Counts the keys that a decoder has found a use for. */
export interface KeyCount {
  keys: number;
  /**
   * Whether the value is one that a decoder has made before, and not what a client wrote: there null is the zero time where a time may
   * be absent, too, and a time may lie beyond the years that can be written. What it made may be the value's own parts.
   */
  readonly canonical?: boolean;
}

/**
 * Makes an object of the API from a parsed JSON value, or throws DecodeMismatch, which tells no more: finding out what is
 * wrong with a document is the business of `diagnose`, so that right ones cost nothing for it.
 *
 * The object is canonical: its members stand in the schema's order, map keys are sorted, scalars are in their canonical form,
 * what is absent, null or empty is undefined unless the schema gives it explicit presence or a zero value. So the JSON text of
 * equal objects is equal, and decoding an object again, after a strategy has worked on it, makes it canonical again.
 * Members that the schema does not have are left behind, and not counted.
 */
export type Decode = (value: unknown, count: KeyCount) => unknown;

/** Some value has a type that the schema does not allow. */
export class DecodeMismatch extends Error {}
