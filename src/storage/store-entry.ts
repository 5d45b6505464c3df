/**
 * What a store keeps under a key: well-formed Unicode text, in segments. The store keeps the boundaries and never looks
 * inside; who wrote the value gets equal segments back, so that one of them can be replaced without touching the others.
 * A value is immutable: neither the store nor its callers change it after `put`.
 */
export type StoredValue = readonly string[];

/** A key's current state. */
export interface StoreEntry {
  readonly key: string;
  readonly value: StoredValue;
  /** The revision that wrote this value. */
  readonly revision: number;
}
