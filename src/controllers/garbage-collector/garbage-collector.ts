import type { OwnerReference } from '../../../schemas/meta/v1/owner-reference.ts';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { DELETE_DEPENDENTS, ORPHAN_DEPENDENTS } from '../../apimachinery/finalizers.ts';
import type { Registry } from '../../registry/registry.ts';
import type { ResourceContext } from '../../registry/resource-context.ts';
import { isCut } from '../../registry/stored-form/layout.ts';
import { rangeWithin } from '../../storage/key-range.ts';
import type { StoreEntry } from '../../storage/store-entry.ts';
import type { StoreEvent } from '../../storage/store-event.ts';
import type { Clock } from '../../time/clock.ts';
import type { Follower, WatchCache } from '../../watch/watch-cache.ts';
import { aborted } from '../aborted.ts';
import { type WorkFailed, WorkQueue } from '../work-queue.ts';
import { DependentsIndex } from './dependents-index.ts';
import { ObjectCollector } from './object-collector.ts';

/** What the garbage collector works on. */
export interface GarbageCollectorOptions {
  /** All kinds. */
  readonly registry: Registry;
  /** The cache of the store that they share. */
  readonly cache: WatchCache;
  readonly clock: Clock;
  /** Told of what could not be done with the object of a key, which is tried again. */
  readonly failed: WorkFailed;
}

const CONCURRENT_OBJECTS = 20;

/**
 * Deletes objects all of whose owners are gone, and carries out deletions that say what becomes of what an object owns: in the
 * foreground, what it owns goes first; an orphaning deletion takes it off the owners of what it owns. The rules are those of
 * Kubernetes' garbage collector. Owners of kinds that are not served are left alone, and so are objects of kinds that say so.
 * Resolves when `signal` has aborted and nothing is under way any more.
 */
export async function runGarbageCollector(options: GarbageCollectorOptions, signal: AbortSignal): Promise<void> {
  const collector = new GarbageCollector(options, signal);
  const unfollow = options.cache.follow(collector);
  collector.reset();
  await aborted(signal);
  unfollow();
  await collector.queue.idle();
}

class GarbageCollector implements Follower {
  readonly queue: WorkQueue;
  readonly #registry: readonly ResourceContext<ApiObject>[];
  readonly #ofKey: (key: string) => ResourceContext<ApiObject> | undefined;
  readonly #cache: WatchCache;
  readonly #dependents = new DependentsIndex();
  /** The keys of the objects that wait for what they own to go, by their uids. */
  readonly #waiting = new Map<string, string>();

  constructor({ registry, cache, clock, failed }: GarbageCollectorOptions, signal: AbortSignal) {
    this.#registry = [...registry].filter(isCollected);
    this.#ofKey = (key) => {
      const resource = registry.ofKey(key);
      return resource !== undefined && isCollected(resource) ? resource : undefined;
    };
    this.#cache = cache;
    const graph = {
      registry: this.#registry,
      ofKey: this.#ofKey,
      cache,
      dependents: this.#dependents,
      waiting: this.#waiting,
    };
    const collector = new ObjectCollector(graph, (key) => this.queue.add(key), signal);
    const work = (key: string): Promise<void> => collector.collect(key);
    this.queue = new WorkQueue({ work, failed, clock, signal, concurrency: CONCURRENT_OBJECTS });
  }

  reset(): void {
    this.#dependents.clear();
    this.#waiting.clear();
    for (const { definition } of this.#registry) {
      const { keyPrefix } = definition;
      for (const entry of this.#cache.entries(rangeWithin(keyPrefix))) this.#seePut(entry, undefined);
    }
  }

  see(event: StoreEvent): void {
    if (event.type === 'put') this.#seePut(event.entry, event.previous);
    else this.#seeDelete(event.previous);
  }

  #seePut(entry: StoreEntry, previous: StoreEntry | undefined): void {
    const { key, value, revision } = entry;
    const codec = this.#ofKey(key)?.definition.codec;
    // What cannot be decoded owns nothing, and nobody owns it.
    if (codec === undefined || !isCut(value)) return;
    // Most writes report a status.
    if (previous !== undefined && codec.sharesField(previous.value, value, 'metadata')) return;
    const { metadata } = codec.open(value, revision);
    const { uid = '', ownerReferences = [], deletionTimestamp, finalizers = [] } = metadata;
    const before = this.#dependents.ownersOf(key);
    if (!sameOwners(before, ownerReferences)) {
      this.#dependents.set(key, ownerReferences);
      this.queue.add(key);
      // An owner may have waited for this object, which now is no longer its own or no longer holds it.
      for (const owner of before) this.#addWaiting(owner.uid);
    }
    if (deletionTimestamp === undefined) return;
    if (finalizers.includes(ORPHAN_DEPENDENTS)) this.queue.add(key);
    if (!finalizers.includes(DELETE_DEPENDENTS)) this.#waiting.delete(uid);
    else if (!this.#waiting.has(uid)) {
      this.#waiting.set(uid, key);
      for (const dependent of this.#dependents.of(uid)) this.queue.add(dependent.key);
      this.queue.add(key);
    }
  }

  #seeDelete({ key, value, revision }: StoreEntry): void {
    const codec = isCut(value) ? this.#ofKey(key)?.definition.codec : undefined;
    const uid = codec?.open(value, revision).metadata.uid;
    if (uid === undefined) return;
    const owners = this.#dependents.ownersOf(key);
    this.#dependents.set(key, []);
    this.#waiting.delete(uid);
    for (const dependent of this.#dependents.of(uid)) this.queue.add(dependent.key);
    for (const owner of owners) this.#addWaiting(owner.uid);
  }

  #addWaiting(uid: string): void {
    const key = this.#waiting.get(uid);
    if (key !== undefined) this.queue.add(key);
  }
}

function isCollected({ definition }: ResourceContext<ApiObject>): boolean {
  return definition.deletion.isUncollected !== true;
}

function sameOwners(a: readonly OwnerReference[], b: readonly OwnerReference[]): boolean {
  return a.length === b.length && a.every((owner, i) => isSame(owner, b[i]));
}

function isSame(a: OwnerReference, b: OwnerReference | undefined): boolean {
  return (
    a.uid === b?.uid &&
    a.name === b.name &&
    a.kind === b.kind &&
    a.apiVersion === b.apiVersion &&
    a.blockOwnerDeletion === b.blockOwnerDeletion
  );
}
