import type { AdmissionChain } from '../admission/admission.ts';
import { rangeWithin } from '../storage/key-range.ts';
import type { Store } from '../storage/store.ts';
import type { WatchCache } from '../watch/watch-cache.ts';
import type { Watches } from '../watch/watches.ts';
import { type AllocationTurn, allocationTurns } from './allocation.ts';
import { DecodedMemory } from './decoded-objects.ts';
import { indexOf } from './field-index.ts';
import type { ApiObject } from './object-codec.ts';
import type { Registry, Sources } from './registry.ts';
import type { ResourceDefinition } from './resource-definition.ts';
import { storeFailed } from './store-errors.ts';

/** The registries of a server, one for each kind, in the order in which the kinds are served. */
export interface Registries extends Iterable<Registry<ApiObject>> {
  /** The registry of a kind. @throws Error where the kind is not served. */
  of<T extends ApiObject>(definition: ResourceDefinition<T>): Registry<T>;
}

/** What all registries of a server share. */
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

/** Opens a registry for each kind. Nothing is read from the store before the first request. */
export function openRegistries(definitions: readonly ResourceDefinition<ApiObject>[], shared: Shared): Registries {
  const memory = new DecodedMemory(REMEMBERED);
  const registries = new Map(
    definitions.map((definition) => [definition, openRegistry(definition, shared, memory)] as const),
  );
  return {
    of<T extends ApiObject>(definition: ResourceDefinition<T>): Registry<T> {
      const registry = registries.get(definition);
      if (registry === undefined) throw new Error(`${definition.resource} are not served`);
      // The map pairs each definition with the registry that was made of it, which no type of a map can say.
      return registry as unknown as Registry<T>;
    },
    [Symbol.iterator]: () => registries.values(),
  };
}

function openRegistry<T extends ApiObject>(
  definition: ResourceDefinition<T>,
  shared: Shared,
  memory: DecodedMemory,
): Registry<T> {
  const index = indexOf(shared.cache, definition);
  const allocator = definition.allocator?.({
    stored: (signal) => storedObjectsOf(definition, shared.store, signal),
    randomInt: (limit) => shared.sources.randomInt(limit),
    turn: shared.allocationTurn ?? allocationTurns(),
  });
  return {
    ...shared,
    definition,
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
  const { entries } = await store.list(rangeWithin(keyPrefix), undefined, signal).catch(storeFailed);
  return entries.map(({ value, revision }) => codec.open(value, revision));
}
