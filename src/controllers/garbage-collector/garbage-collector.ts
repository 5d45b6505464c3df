import type { ObjectMeta } from '../../../schemas/meta/v1/object-meta.ts';
import type { OwnerReference } from '../../../schemas/meta/v1/owner-reference.ts';
import { StatusError } from '../../apimachinery/status-error.ts';
import { deleteObject } from '../../registry/delete.ts';
import { afterPrefix } from '../../registry/list.ts';
import type { ApiObject } from '../../registry/object-codec.ts';
import type { Registry } from '../../registry/registry.ts';
import { keyOf } from '../../registry/resource-definition.ts';
import { storeFailed } from '../../registry/store-errors.ts';
import type { StoreEntry } from '../../storage/store-entry.ts';
import type { StoreEvent } from '../../storage/store-event.ts';
import type { Clock } from '../../watch/clock.ts';
import type { Follower, WatchCache } from '../../watch/watch-cache.ts';
import { aborted } from '../aborted.ts';
import { ignoreNotFound } from '../ignore-not-found.ts';
import { type KnownObject, MetadataUpdates } from '../update-metadata.ts';
import { type WorkFailed, WorkQueue } from '../work-queue.ts';
import { DependentsIndex } from './dependents-index.ts';
import { FOREGROUND, ORPHAN, type OwnerState, ownerState } from './owner-state.ts';

/** What the garbage collector works on. */
export interface GarbageCollectorOptions {
  /** The registries of all kinds. */
  readonly registries: Iterable<Registry<ApiObject>>;
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
 * Kubernetes' garbage collector. Owners of kinds that are not served are left alone, and so are events. Resolves when `signal`
 * has aborted and nothing is under way any more.
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
  readonly #registries: readonly Registry<ApiObject>[];
  readonly #cache: WatchCache;
  readonly #signal: AbortSignal;
  readonly #updates = new MetadataUpdates();
  readonly #dependents = new DependentsIndex();
  /** The keys of the objects that wait for what they own to go, by their uids. */
  readonly #waiting = new Map<string, string>();

  constructor({ registries, cache, clock, failed }: GarbageCollectorOptions, signal: AbortSignal) {
    this.#registries = [...registries].filter(({ definition }) => definition.resource !== 'events');
    this.#cache = cache;
    this.#signal = signal;
    const work = (key: string): Promise<void> => this.#sync(key);
    this.queue = new WorkQueue({ work, failed, clock, signal, concurrency: CONCURRENT_OBJECTS });
  }

  reset(): void {
    this.#dependents.clear();
    this.#waiting.clear();
    for (const { definition } of this.#registries) {
      const { keyPrefix } = definition;
      for (const entry of this.#cache.entries({ from: keyPrefix, to: afterPrefix(keyPrefix) })) this.#seePut(entry);
    }
  }

  see(event: StoreEvent): void {
    if (event.type === 'put') this.#seePut(event.entry);
    else this.#seeDelete(event.previous);
  }

  #seePut(entry: StoreEntry): void {
    const { key } = entry;
    const metadata = this.#metadataOf(entry);
    if (metadata === undefined) return;
    const { uid = '', ownerReferences = [], deletionTimestamp, finalizers = [] } = metadata;
    const before = this.#dependents.ownersOf(key);
    if (!sameOwners(before, ownerReferences)) {
      this.#dependents.set(key, ownerReferences);
      this.queue.add(key);
      // An owner may have waited for this object, which now is no longer its own or no longer holds it.
      for (const owner of before) this.#addWaiting(owner.uid);
    }
    if (deletionTimestamp === undefined) return;
    if (finalizers.includes(ORPHAN)) this.queue.add(key);
    if (!finalizers.includes(FOREGROUND)) this.#waiting.delete(uid);
    else if (!this.#waiting.has(uid)) {
      this.#waiting.set(uid, key);
      for (const dependent of this.#dependents.of(uid)) this.queue.add(dependent.key);
      this.queue.add(key);
    }
  }

  #seeDelete(entry: StoreEntry): void {
    const uid = this.#metadataOf(entry)?.uid;
    if (uid === undefined) return;
    const owners = this.#dependents.ownersOf(entry.key);
    this.#dependents.set(entry.key, []);
    this.#waiting.delete(uid);
    for (const dependent of this.#dependents.of(uid)) this.queue.add(dependent.key);
    for (const owner of owners) this.#addWaiting(owner.uid);
  }

  #addWaiting(uid: string): void {
    const key = this.#waiting.get(uid);
    if (key !== undefined) this.queue.add(key);
  }

  async #sync(key: string): Promise<void> {
    const registry = this.#registryOf(key);
    if (registry === undefined) return;
    const entry = await registry.store.get(key, this.#signal).catch(storeFailed);
    if (entry === undefined) return;
    const { metadata } = registry.definition.codec.open(entry.value, entry.revision);
    const { uid = '', name = '', namespace, deletionTimestamp, finalizers = [], ownerReferences = [] } = metadata;
    const object: KnownObject = { registry, namespace, name, uid };
    if (deletionTimestamp !== undefined) {
      if (finalizers.includes(ORPHAN)) await this.#orphan(object);
      else if (finalizers.includes(FOREGROUND)) await this.#deleteDependentsFirst(object);
    } else if (ownerReferences.length > 0) {
      await this.#collect(object, metadata);
    }
  }

  /** Takes an owner off all that it owns, then lets it go. */
  async #orphan(owner: KnownObject): Promise<void> {
    for (const dependent of this.#dependents.of(owner.uid)) {
      await this.#editDependent(dependent.key, (owners) => owners.filter(({ uid }) => uid !== owner.uid));
    }
    await this.#removeFinalizer(owner, ORPHAN);
  }

  /** Lets an object go when nothing that holds it is left of what it owns. */
  async #deleteDependentsFirst(owner: KnownObject): Promise<void> {
    const blocking = this.#dependents
      .of(owner.uid)
      .filter(({ owners }) => owners.some((reference) => reference.uid === owner.uid && isBlocking(reference)));
    if (blocking.length === 0) await this.#removeFinalizer(owner, FOREGROUND);
  }

  /** Deletes an object that has owners, if none of them wants it. */
  async #collect(object: KnownObject, metadata: ObjectMeta): Promise<void> {
    const { ownerReferences = [], finalizers = [] } = metadata;
    const found: OwnerState[] = [];
    for (const owner of ownerReferences) {
      found.push(await ownerState(this.#registries, owner, object.namespace, this.#signal));
    }
    if (found.includes('unknown')) return;
    if (found.includes('solid')) {
      // Those that wait would wait for ever, as this object stays.
      if (found.every((state) => state === 'solid')) return;
      const lost = new Set(ownerReferences.filter((_, i) => found[i] !== 'solid').map(({ uid }) => uid));
      await this.#editOwners(object, (owners) => owners.filter(({ uid }) => !lost.has(uid)));
      return;
    }
    const dependents = this.#dependents.of(object.uid);
    let policy = finalizers.includes(ORPHAN) ? 'Orphan' : finalizers.includes(FOREGROUND) ? 'Foreground' : 'Background';
    if (found.includes('waiting') && dependents.length > 0) {
      policy = 'Foreground';
      // In a circle each would wait for the next. The change brings the object here again.
      if (dependents.some(({ key }) => this.#isWaiting(key)) && ownerReferences.some(isBlocking)) {
        await this.#editOwners(object, (owners) => owners.map(unblocked));
        return;
      }
    }
    await this.#delete(object, metadata, policy);
  }

  /** Deletes an object, unless it has changed since it was looked at: the change brings it here again. */
  async #delete(
    { registry, namespace, name, uid }: KnownObject,
    { resourceVersion = '' }: ObjectMeta,
    policy: string,
  ): Promise<void> {
    const options = { preconditions: { uid, resourceVersion }, propagationPolicy: policy };
    try {
      await deleteObject(registry, name, { namespace, signal: this.#signal }, options);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      const { reason } = error.status;
      if (reason === 'Conflict') this.queue.add(keyOf(registry.definition, namespace, name));
      else if (reason !== 'NotFound') throw error;
    }
  }

  #isWaiting(key: string): boolean {
    return [...this.#waiting.values()].includes(key);
  }

  async #editDependent(key: string, edit: (owners: readonly OwnerReference[]) => OwnerReference[]): Promise<void> {
    const registry = this.#registryOf(key);
    const entry = await registry?.store.get(key, this.#signal).catch(storeFailed);
    if (registry === undefined || entry === undefined) return;
    const { uid = '', name = '', namespace } = registry.definition.codec.open(entry.value, entry.revision).metadata;
    await this.#editOwners({ registry, namespace, name, uid }, edit);
  }

  async #editOwners(object: KnownObject, edit: (owners: readonly OwnerReference[]) => OwnerReference[]): Promise<void> {
    const change = (metadata: Readonly<ObjectMeta>): ObjectMeta => ({
      ...metadata,
      ownerReferences: edit(metadata.ownerReferences ?? []),
    });
    await this.#updates.update(object, change, this.#signal).catch(ignoreNotFound);
  }

  async #removeFinalizer(object: KnownObject, finalizer: string): Promise<void> {
    const change = (metadata: Readonly<ObjectMeta>): ObjectMeta => ({
      ...metadata,
      finalizers: (metadata.finalizers ?? []).filter((name) => name !== finalizer),
    });
    await this.#updates.update(object, change, this.#signal).catch(ignoreNotFound);
  }

  #registryOf(key: string): Registry<ApiObject> | undefined {
    return this.#registries.find(({ definition }) => key.startsWith(definition.keyPrefix));
  }

  #metadataOf({ key, value, revision }: StoreEntry): ObjectMeta | undefined {
    return this.#registryOf(key)?.definition.codec.open(value, revision).metadata;
  }
}

function isBlocking({ blockOwnerDeletion }: OwnerReference): boolean {
  return blockOwnerDeletion === true;
}

function unblocked(owner: OwnerReference): OwnerReference {
  return isBlocking(owner) ? { ...owner, blockOwnerDeletion: false } : owner;
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
