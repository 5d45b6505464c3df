import { expect } from 'vitest';
import { ADMIT_ALL } from '../../src/admission/admission-chain.ts';
import type { ApiObject } from '../../src/apimachinery/api-object.ts';
import { StatusError } from '../../src/apimachinery/status-error.ts';
import { ownRequest } from '../../src/registry/definition/request-context.ts';
import type { ResourceDefinition } from '../../src/registry/definition/resource-definition.ts';
import type { ResourceContext } from '../../src/registry/resource-context.ts';
import { DecodedCaches } from '../../src/registry/stored-form/decoded-cache.ts';
import { isSameObject } from '../../src/registry/stored-form/same-object.ts';
import type { StoredObject } from '../../src/registry/stored-object.ts';
import type { WindowLimits } from '../../src/storage/event-window.ts';
import { openMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { Store } from '../../src/storage/store.ts';
import { StoreError } from '../../src/storage/store-error.ts';
import { systemClock } from '../../src/time/clock.ts';
import { WatchCache } from '../../src/watch/watch-cache.ts';
import { Watches } from '../../src/watch/watches.ts';
import { type Strangers, slowDatabase } from '../storage/slow-store.ts';

/** When everything happens in tests, unless the clock is set: 2020-01-02T03:04:05Z. */
const NOW = Date.UTC(2020, 0, 2, 3, 4, 5);

/** Whether the tests run on a store that takes its time (see vitest.config.ts). */
export const IS_SLOW = process.env.PODLEDGER_TEST_STORE === 'slow';

/**
 * An empty store whose history no test exceeds: in memory, or where IS_SLOW far away, late, and shared with
 * strangers, whose writes take revisions unless they are to be absent.
 */
export function openStore(strangers: Strangers = 'around writes'): Store {
  const limits = { historyEvents: 1_000, historyBytes: 16 * 1024 * 1024 };
  return IS_SLOW ? slowDatabase(limits, strangers).connect() : openMemoryStore(limits);
}

/** A test may have a store that fails; nothing else is to. */
function fail(error: unknown): void {
  if (!(error instanceof StoreError)) throw error;
}

/** A cache of a store and its watches, which forget nothing that no limit tells them to. It follows the store from its first read on. */
export function watching(
  store: Store,
  limits: Partial<WindowLimits> = {},
  clock = systemClock(),
): { readonly cache: WatchCache; readonly watches: Watches } {
  const unexceeded = { events: 1_000, bytes: 16 * 1024 * 1024, ageMs: 60_000 };
  const cache = new WatchCache({ store, clock, limits: { ...unexceeded, ...limits }, isSameObject, failed: fail });
  return { cache, watches: new Watches(cache, clock, fail) };
}

/** A kind served on an empty store, with a clock that stands still, uids that count and random numbers that are all zero. */
export function resourceOf<T extends ApiObject>(
  definition: ResourceDefinition<T>,
  parts: Partial<ResourceContext<T>> = {},
): ResourceContext<T> {
  let uids = 0;
  const { store = openStore() } = parts;
  return {
    definition,
    store,
    putOptions: {},
    ...watching(store),
    admission: ADMIT_ALL,
    decoded: new DecodedCaches({ objects: 100, characters: 1e6 }).of<T>(),
    sources: {
      now: () => NOW,
      randomUUID: () => {
        uids += 1;
        return `00000000-0000-4000-8000-${String(uids).padStart(12, '0')}`;
      },
      randomInt: () => 0,
    },
    ...parts,
  };
}

/** A request in namespace `default`, without a deadline. */
export const IN_DEFAULT = ownRequest({ namespace: 'default', signal: undefined });

/** The object that a client would be answered. */
export function answered<T extends ApiObject>(
  { definition }: ResourceContext<T>,
  { value, revision }: StoredObject,
): T {
  return JSON.parse(definition.codec.text(value, { revision })) as T;
}

/** The Status with which a promise is rejected. */
export async function statusOf(pending: Promise<unknown>): Promise<StatusError['status']> {
  const error: unknown = await pending.then(
    () => new Error('nothing was refused'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof StatusError) return error.status;
  throw error;
}

/** How many writes a store has seen. */
export async function revisionOf({ store }: { readonly store: Store }): Promise<number> {
  const revision = await store.currentRevision();
  expect(revision).toBeGreaterThanOrEqual(0);
  return revision;
}
