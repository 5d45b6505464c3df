import type { AdmissionChain } from '../admission/admission-chain.ts';
import type { ApiObject } from '../apimachinery/api-object.ts';
import type { PutOptions, Store } from '../storage/store.ts';
import type { FieldIndex } from '../watch/field-index.ts';
import type { WatchCache } from '../watch/watch-cache.ts';
import type { Watches } from '../watch/watches.ts';
import type { Allocator } from './definition/allocation.ts';
import type { ResourceDefinition } from './definition/resource-definition.ts';
import type { DecodedCache } from './stored-form/decoded-cache.ts';

/** Where time and randomness come from. */
export interface Sources {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly randomUUID: () => string;
  /** A number of at least 0 and less than `limit`. */
  readonly randomInt: (limit: number) => number;
}

/** What the verbs need to serve one kind: they are functions of it. */
export interface ResourceContext<T extends ApiObject> {
  readonly definition: ResourceDefinition<T>;
  readonly store: Store;
  /** How objects of the kind are written. */
  readonly putOptions: PutOptions;
  /** The store's newest state and writes, from which lists and watches are answered. */
  readonly cache: WatchCache;
  readonly watches: Watches;
  readonly admission: AdmissionChain;
  readonly decoded: DecodedCache<T>;
  readonly sources: Sources;
  /** Gives objects what the server hands out, for kinds that have such. */
  readonly allocator?: Allocator<T>;
  /** What makes lists by one field fast, where there is such an index. */
  readonly index?: FieldIndex;
}
