import type { AdmissionChain } from '../admission/admission.ts';
import type { ApiObject } from '../apimachinery/api-object.ts';
import { rangeWithin } from '../storage/key-range.ts';
import { listPages } from '../storage/list-pages.ts';
import type { Store } from '../storage/store.ts';
import type { WatchCache } from '../watch/watch-cache.ts';
import type { Watches } from '../watch/watches.ts';
import { type AllocationTurn, allocationTurns } from './definition/allocation.ts';
import { keyPrefixes } from './definition/key-prefixes.ts';
import type { ResourceDefinition } from './definition/resource-definition.ts';
import { fieldIndexOf } from './indexed-field.ts';
import type { ResourceContext, Sources } from './resource-context.ts';
import { storeFailed } from './store-errors.ts';
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
  /** Where other threads allocate, too: the turns that they all take. */
  readonly allocationTurn?: AllocationTurn;
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
  const allocator = definition.allocator?.({
    stored: (signal) => storedObjectsOf(definition, shared.store, signal),
    randomInt: (limit) => shared.sources.randomInt(limit),
    turn: shared.allocationTurn ?? allocationTurns(),
  });
  return {
    ...shared,
    definition,
    putOptions: {},
    decoded: memory.of<T>(),
    ...(index !== undefined && { index }),
    ...(allocator !== undefined && { allocator }),
  };
}

async function storedObjectsOf<T extends ApiObject>(
  { codec, keyPrefix }: ResourceDefinition<T>,
  store: Store,
  signal: AbortSignal | undefined,
): Promise<readonly T[]> {
  const { entries } = await listPages(store, rangeWithin(keyPrefix), undefined, signal).catch(storeFailed);
  return entries.map(({ value, revision }) => codec.open(value, revision));
}
