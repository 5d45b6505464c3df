import type { AdmissionChain } from '../admission/admission-chain.ts';
import type { ApiObject } from '../apimachinery/api-object.ts';
import type { Store } from '../storage/store.ts';
import type { WatchCache } from '../watch/watch-cache.ts';
import type { Watches } from '../watch/watches.ts';
import { keyPrefixes } from './definition/key-prefixes.ts';
import type { ResourceDefinition } from './definition/resource-definition.ts';
import { findObject } from './get.ts';
import { fieldIndexOf } from './indexed-field.ts';
import type { ResourceContext, Sources } from './resource-context.ts';
import { sharedRecords } from './shared-records.ts';
import { DecodedCaches } from './stored-form/decoded-cache.ts';

/** All kinds that a server serves, each on the store, in the order in which they are served. */
export interface Registry extends Iterable<ResourceContext<ApiObject>> {
  /** What the verbs need to serve a kind. @throws Error where it is not served. */
  of<T extends ApiObject>(definition: ResourceDefinition<T>): ResourceContext<T>;
  /** The kind of the object that is kept under a key; undefined where none is. Of two that share their objects, the first. */
  ofKey(key: string): ResourceContext<ApiObject> | undefined;
}

/** What all kinds of a server share. */
export interface Shared {
  readonly store: Store;
  readonly cache: WatchCache;
  readonly watches: Watches;
  readonly sources: Sources;
  readonly admission: AdmissionChain;
  /** After how many milliseconds objects go that expire, in whole seconds. */
  readonly eventTtlMs: number;
}

// A decoded status takes about 5 KB, so that this many take 20 MB; and what is larger takes 50 MB at most.
const REMEMBERED = { objects: 4096, characters: 16 * 1024 * 1024 };

/** Puts kinds on a store. Nothing is read from the store before the first request. */
export function openRegistry(definitions: readonly ResourceDefinition<ApiObject>[], shared: Shared): Registry {
  const memory = new DecodedCaches(REMEMBERED);
  const resources = new Map(
    definitions.map((definition) => [definition, openResource(definition, shared, memory)] as const),
  );
  const byKey = keyPrefixes([...resources.values()].map((kind) => [kind.definition.keyPrefix, kind] as const));
  return {
    ofKey: (key) => byKey.of(key),
    of<T extends ApiObject>(definition: ResourceDefinition<T>): ResourceContext<T> {
      const resource = resources.get(definition);
      if (resource === undefined) throw new Error(`${definition.resource} are not served`);
      // The map pairs each definition with what was made of it, which no type of a map can say.
      return resource as unknown as ResourceContext<T>;
    },
    [Symbol.iterator]: () => resources.values(),
  };
}

function openResource<T extends ApiObject>(
  definition: ResourceDefinition<T>,
  shared: Shared,
  memory: DecodedCaches,
): ResourceContext<T> {
  const index = fieldIndexOf(shared.cache, definition);
  const { store, cache, sources } = shared;
  const allocator = definition.allocator?.({
    ...sources,
    records: sharedRecords(store, cache),
    find: (namespace, name, signal) => findObject({ definition, store }, name, { namespace, signal }),
  });
  return {
    ...shared,
    definition,
    putOptions: definition.expires === true ? { ttlSeconds: Math.ceil(shared.eventTtlMs / 1000) } : {},
    decoded: memory.of<T>(),
    ...(index !== undefined && { index }),
    ...(allocator !== undefined && { allocator }),
  };
}
