import type { AdmissionChain } from '../admission/admission.ts';
import type { Store } from '../storage/store.ts';
import type { StoredValue } from '../storage/store-entry.ts';
import type { FieldIndex } from '../watch/field-index.ts';
import type { WatchCache } from '../watch/watch-cache.ts';
import type { Watches } from '../watch/watches.ts';
import type { Allocator } from './allocation.ts';
import type { DecodedObjects } from './decoded-objects.ts';
import type { ApiObject } from './object-codec.ts';
import type { ResourceDefinition } from './resource-definition.ts';

/** Where time and randomness come from. */
export interface Sources {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly randomUUID: () => string;
  /** A number of at least 0 and less than `limit`. */
  readonly randomInt: (limit: number) => number;
}

/** What the verbs need to serve one kind: they are functions of it. */
export interface Registry<T extends ApiObject> {
  readonly definition: ResourceDefinition<T>;
  readonly store: Store;
  /** The store's newest state and writes, from which lists and watches are answered. */
  readonly cache: WatchCache;
  readonly watches: Watches;
  readonly admission: AdmissionChain;
  readonly decoded: DecodedObjects<T>;
  readonly sources: Sources;
  /** Gives objects what the server hands out, for kinds that have such. */
  readonly allocator?: Allocator<T>;
  /** What makes lists by one field fast, where there is such an index. */
  readonly index?: FieldIndex;
}

/** What every request brings. */
export interface RequestContext {
  /** The namespace of the path; undefined for kinds outside namespaces, and for all namespaces in a list. */
  readonly namespace: string | undefined;
  /** Aborts when the request's time is up. */
  readonly signal: AbortSignal | undefined;
  /** Who writes, for the ownership of fields. Where nobody is named, a write leaves it as it is. */
  readonly manager?: string | undefined;
}

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
