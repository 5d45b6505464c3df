import type { Namespace } from '../../../schemas/core/v1/namespace.ts';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { NAMESPACE_CONTENTS } from '../../apimachinery/finalizers.ts';
import { timestamp } from '../../apimachinery/timestamp.ts';
import { ownRequest } from '../../registry/definition/request-context.ts';
import { deleteObject } from '../../registry/delete.ts';
import { findObject } from '../../registry/get.ts';
import { ignoreNotFound } from '../../registry/ignore-not-found.ts';
import type { Registry } from '../../registry/registry.ts';
import type { ResourceContext } from '../../registry/resource-context.ts';
import { isCut } from '../../registry/stored-form/layout.ts';
import { type Update, updateObject } from '../../registry/update.ts';
import { rangeWithin } from '../../storage/key-range.ts';
import type { StoreEntry } from '../../storage/store-entry.ts';
import type { StoreEvent } from '../../storage/store-event.ts';
import type { Clock } from '../../time/clock.ts';
import type { Follower } from '../../watch/watch-cache.ts';
import { aborted } from '../aborted.ts';
import { FIELD_MANAGER } from '../field-manager.ts';
import { type WorkFailed, WorkQueue } from '../work-queue.ts';
import { namespaceConditions } from './namespace-conditions.ts';
import { deleteNamespaceContents } from './namespace-contents.ts';

/** What the namespace controller works on. */
export interface NamespaceControllerOptions {
  readonly namespaces: ResourceContext<Namespace>;
  /** All kinds; those that live outside namespaces are passed over. */
  readonly registry: Registry;
  readonly clock: Clock;
  /** Told of a namespace that could not be emptied, which is tried again. */
  readonly failed: WorkFailed;
}

// A create that was admitted before its namespace began to end has been written by then. Kubernetes' controller waits for five
// seconds, since it has several API servers to wait for.
const DELETION_DELAY_MS = 1000;
const CONCURRENT_NAMESPACES = 4;

/**
 * Empties namespaces that are being deleted and lets them go when nothing is left in them, as Kubernetes' namespace controller does:
 * those that are ending already when it starts as well as those to come. Resolves when `signal` has aborted and nothing is under
 * way any more.
 */
export async function runNamespaceController(options: NamespaceControllerOptions, signal: AbortSignal): Promise<void> {
  const controller = new NamespaceController(options, signal);
  const unfollow = options.namespaces.cache.follow(controller);
  controller.reset();
  await aborted(signal);
  unfollow();
  await controller.queue.idle();
}

class NamespaceController implements Follower {
  readonly queue: WorkQueue;
  readonly #namespaces: ResourceContext<Namespace>;
  readonly #registry: Registry;
  readonly #contents: readonly ResourceContext<ApiObject>[];
  readonly #signal: AbortSignal;
  /** The names of the namespaces that are ending. */
  readonly #ending = new Set<string>();

  constructor({ namespaces, registry, clock, failed }: NamespaceControllerOptions, signal: AbortSignal) {
    this.#namespaces = namespaces;
    this.#registry = registry;
    this.#contents = [...registry].filter(({ definition }) => definition.strategy.namespaced);
    this.#signal = signal;
    const work = (name: string): Promise<void> => this.#sync(name);
    this.queue = new WorkQueue({ work, failed, clock, signal, concurrency: CONCURRENT_NAMESPACES });
  }

  reset(): void {
    const { definition, cache } = this.#namespaces;
    const { keyPrefix } = definition;
    this.#ending.clear();
    for (const entry of cache.entries(rangeWithin(keyPrefix))) this.#seeNamespace(entry);
  }

  see(event: StoreEvent): void {
    const { keyPrefix } = this.#namespaces.definition;
    if (event.type === 'put') {
      if (event.entry.key.startsWith(keyPrefix)) this.#seeNamespace(event.entry);
    } else if (this.#ending.size > 0) {
      if (event.key.startsWith(keyPrefix)) this.#ending.delete(event.key.slice(keyPrefix.length));
      else this.#seeContents(event.key);
    }
  }

  #seeNamespace({ key, value, revision }: StoreEntry): void {
    const { keyPrefix, codec } = this.#namespaces.definition;
    const name = key.slice(keyPrefix.length);
    // One that cannot be decoded does not end.
    if (!isCut(value)) return;
    if (codec.open(value, revision).metadata.deletionTimestamp === undefined || this.#ending.has(name)) return;
    this.#ending.add(name);
    this.queue.add(name, DELETION_DELAY_MS);
  }

  /** Something is gone: perhaps the last that a namespace had. */
  #seeContents(key: string): void {
    const { keyPrefix, strategy } = this.#registry.ofKey(key)?.definition ?? {};
    if (keyPrefix === undefined || strategy?.namespaced !== true) return;
    const namespace = key.slice(keyPrefix.length, key.indexOf('/', keyPrefix.length));
    if (this.#ending.has(namespace)) this.queue.add(namespace);
  }

  async #sync(name: string): Promise<void> {
    const { sources } = this.#namespaces;
    const namespace = await findObject(this.#namespaces, name, { namespace: undefined, signal: this.#signal });
    if (namespace === undefined) return;
    const { metadata, spec } = namespace;
    const { uid, deletionTimestamp } = metadata;
    if (deletionTimestamp === undefined || uid === undefined) return;
    if (isFinalized(spec)) {
      await this.#delete(name, uid);
      return;
    }
    const contents = await deleteNamespaceContents(this.#contents, {
      name,
      endingMs: sources.now() - Date.parse(deletionTimestamp),
      signal: this.#signal,
    });
    await this.#update(name, uid, 'status', (old) => {
      const conditions = namespaceConditions(old.status.conditions ?? [], contents, timestamp(sources.now()));
      return { metadata: { ...old.metadata }, spec: old.spec, status: { ...old.status, conditions } };
    });
    if (contents.failures.length > 0) throw new Error(contents.failures.join(', '));
    if (contents.estimateSeconds > 0) {
      // Half the time, since an estimate may be too long; what goes earlier is seen as it goes.
      this.queue.add(name, (Math.floor(contents.estimateSeconds / 2) + 1) * 1000);
      return;
    }
    await this.#update(name, uid, 'finalize', (old) => {
      const finalizers = (old.spec.finalizers ?? []).filter((finalizer) => finalizer !== NAMESPACE_CONTENTS);
      return { metadata: { ...old.metadata }, spec: { ...old.spec, finalizers }, status: old.status };
    });
  }

  async #delete(name: string, uid: string): Promise<void> {
    const context = ownRequest({ namespace: undefined, signal: this.#signal });
    await deleteObject(this.#namespaces, name, context, { preconditions: { uid } }).catch(ignoreNotFound);
  }

  async #update(name: string, uid: string, subresource: string, change: Update<Namespace>['change']): Promise<void> {
    const { strategy } = this.#namespaces.definition.subresources[subresource] ?? {};
    if (strategy === undefined) throw new Error(`namespaces have no subresource ${subresource}`);
    const context = ownRequest({ namespace: undefined, signal: this.#signal, manager: FIELD_MANAGER });
    const update = { name, subresource, strategy, uid, change, dryRun: false };
    await updateObject(this.#namespaces, update, context).catch(ignoreNotFound);
  }
}

function isFinalized({ finalizers = [] }: Namespace['spec']): boolean {
  return finalizers.length === 0;
}
