/**
 * What a store keeps under a key: well-formed Unicode text, in segments. The store never looks inside. Where it keeps the boundaries, who
 * wrote the value gets equal segments back, so that one of them can be replaced without touching the others; where it does not, it
 * answers the whole text as one segment (see cuttingStore).
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
