import type { ObjectMeta } from '../../../schemas/meta/v1/object-meta.ts';
import type { OwnerReference } from '../../../schemas/meta/v1/owner-reference.ts';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { DELETE_DEPENDENTS, ORPHAN_DEPENDENTS } from '../../apimachinery/finalizers.ts';
import { StatusError } from '../../apimachinery/status-error.ts';
import { ownRequest } from '../../registry/definition/request-context.ts';
import { keyOf } from '../../registry/definition/resource-definition.ts';
import { deleteObject } from '../../registry/delete.ts';
import { findObject, seenObject } from '../../registry/get.ts';
import { ignoreNotFound } from '../../registry/ignore-not-found.ts';
import type { ResourceContext } from '../../registry/resource-context.ts';
import { storeFailed } from '../../registry/store-errors.ts';
import type { WatchCache } from '../../watch/watch-cache.ts';
import { type KnownObject, MetadataUpdates } from '../update-metadata.ts';
import type { DependentsIndex } from './dependents-index.ts';
import { type OwnerState, ownerPlace, ownerState } from './owner-state.ts';

/** What is known of all objects while one of them is worked on. */
export interface OwnershipGraph {
  /** The kinds whose objects may own or be owned. */
  readonly registry: readonly ResourceContext<ApiObject>[];
  /** The one of them that has a key. */
  readonly ofKey: (key: string) => ResourceContext<ApiObject> | undefined;
  /** What the dependents and those that wait are known from. */
  readonly cache: WatchCache;
  readonly dependents: DependentsIndex;
  /** The keys of the objects that wait for what they own to go, by their uids. */
  readonly waiting: ReadonlyMap<string, string>;
}

/** Does with one object what its owners and its finalizers ask for. */
export class ObjectCollector {
  readonly #graph: OwnershipGraph;
  readonly #signal: AbortSignal;
  readonly #again: (key: string) => void;
  readonly #updates = new MetadataUpdates();

  /** `again` is called with the key of an object that changed while it was worked on. */
  constructor(graph: OwnershipGraph, again: (key: string) => void, signal: AbortSignal) {
    this.#graph = graph;
    this.#again = again;
    this.#signal = signal;
  }

  /** Works on the object of a key, as it is now. @throws StatusError where that fails. */
  async collect(key: string): Promise<void> {
    const resource = this.#graph.ofKey(key);
    if (resource === undefined || this.#seemsWanted(resource, key)) return;
    const entry = await resource.store.get(key, this.#signal).catch(storeFailed);
    if (entry === undefined) return;
    const { metadata } = resource.definition.codec.open(entry.value, entry.revision);
    const { uid = '', name = '', namespace, deletionTimestamp, finalizers = [], ownerReferences = [] } = metadata;
    const object: KnownObject = { resource, namespace, name, uid };
    if (deletionTimestamp !== undefined) {
      if (finalizers.includes(ORPHAN_DEPENDENTS)) await this.#orphan(object);
      else if (finalizers.includes(DELETE_DEPENDENTS)) await this.#deleteDependentsFirst(object);
    } else if (ownerReferences.length > 0) {
      await this.#deleteUnwanted(object, metadata);
    }
  }

  /**
   * Whether nothing is to be done with an object as far as the cache has seen: it is not deleted, and its owners are there. What is not
   * seen yet brings it here again.
   */
  #seemsWanted(resource: ResourceContext<ApiObject>, key: string): boolean {
    const entry = resource.cache.entry(key);
    if (entry === undefined) return false;
    const { metadata } = resource.definition.codec.open(entry.value, entry.revision);
    const { namespace, deletionTimestamp, ownerReferences = [] } = metadata;
    return (
      deletionTimestamp === undefined &&
      ownerReferences.every((owner) => {
        const place = ownerPlace(this.#graph.registry, owner, namespace);
        return (
          place !== undefined && ownerState(seenObject(place.resource, owner.name, place.namespace), owner) === 'solid'
        );
      })
    );
  }

  /** Waits until all is known of what an object owns that was written by now. */
  async #catchUp(): Promise<void> {
    await this.#graph.cache.fresh(this.#signal).catch(storeFailed);
  }

  /** Takes an owner off all that it owns, then lets it go. */
  async #orphan(owner: KnownObject): Promise<void> {
    await this.#catchUp();
    for (const dependent of this.#graph.dependents.of(owner.uid)) {
      await this.#editDependent(dependent.key, (owners) => owners.filter(({ uid }) => uid !== owner.uid));
    }
    await this.#removeFinalizer(owner, ORPHAN_DEPENDENTS);
  }

  /** Lets an object go when nothing that holds it is left of what it owns. */
  async #deleteDependentsFirst(owner: KnownObject): Promise<void> {
    if (this.#isHeld(owner)) return;
    await this.#catchUp();
    if (!this.#isHeld(owner)) await this.#removeFinalizer(owner, DELETE_DEPENDENTS);
  }

  #isHeld({ uid }: KnownObject): boolean {
    const dependents = this.#graph.dependents.of(uid);
    return dependents.some(({ owners }) => owners.some((owner) => owner.uid === uid && isBlocking(owner)));
  }

  /** Deletes an object that has owners, if none of them wants it. */
  async #deleteUnwanted(object: KnownObject, metadata: ObjectMeta): Promise<void> {
    const { ownerReferences = [], finalizers = [] } = metadata;
    const found: OwnerState[] = [];
    for (const owner of ownerReferences) {
      const place = ownerPlace(this.#graph.registry, owner, object.namespace);
      if (place === undefined) return;
      const { resource, namespace } = place;
      found.push(ownerState(await findObject(resource, owner.name, { namespace, signal: this.#signal }), owner));
    }
    if (found.includes('solid')) {
      // Those that wait would wait for ever, as this object stays.
      if (found.every((state) => state === 'solid')) return;
      const lost = new Set(ownerReferences.filter((_, i) => found[i] !== 'solid').map(({ uid }) => uid));
      await this.#editOwners(object, (owners) => owners.filter(({ uid }) => !lost.has(uid)));
      return;
    }
    await this.#catchUp();
    const dependents = this.#graph.dependents.of(object.uid);
    let policy = finalizers.includes(ORPHAN_DEPENDENTS)
      ? 'Orphan'
      : finalizers.includes(DELETE_DEPENDENTS)
        ? 'Foreground'
        : 'Background';
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
    { resource, namespace, name, uid }: KnownObject,
    { resourceVersion = '' }: ObjectMeta,
    policy: string,
  ): Promise<void> {
    const options = { preconditions: { uid, resourceVersion }, propagationPolicy: policy };
    try {
      await deleteObject(resource, name, ownRequest({ namespace, signal: this.#signal }), options);
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      const { reason } = error.status;
      if (reason === 'Conflict') this.#again(keyOf(resource.definition, namespace, name));
      else if (reason !== 'NotFound') throw error;
    }
  }

  #isWaiting(key: string): boolean {
    return [...this.#graph.waiting.values()].includes(key);
  }

  async #editDependent(key: string, edit: (owners: readonly OwnerReference[]) => OwnerReference[]): Promise<void> {
    const resource = this.#graph.ofKey(key);
    const entry = await resource?.store.get(key, this.#signal).catch(storeFailed);
    if (resource === undefined || entry === undefined) return;
    const { uid = '', name = '', namespace } = resource.definition.codec.open(entry.value, entry.revision).metadata;
    await this.#editOwners({ resource, namespace, name, uid }, edit);
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
}

function isBlocking({ blockOwnerDeletion }: OwnerReference): boolean {
  return blockOwnerDeletion === true;
}

function unblocked(owner: OwnerReference): OwnerReference {
  return isBlocking(owner) ? { ...owner, blockOwnerDeletion: false } : owner;
}
