import type { StoredValue } from '../storage/store-entry.ts';

/** An object to be answered, in its stored form. */
export interface StoredObject {
  readonly value: StoredValue;
  /** Undefined for an object that was never written: a create that was a dry run. */
  readonly revision: number | undefined;
  /** What a client named as the version of an object that was never written: it is answered as it is. */
  readonly namedVersion?: string;
  /** Whether it is answered with what is hidden otherwise (see Hidden). */
  readonly asStored?: boolean;
}

/** A write's outcome, and what its client should be told. */
export interface Written extends StoredObject {
  readonly warnings: readonly string[];
}
