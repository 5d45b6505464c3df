import type { Namespace } from '../../../schemas/core/v1/namespace.ts';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { StatusError } from '../../apimachinery/status-error.ts';
import { createObject } from '../../registry/create.ts';
import { ownRequest } from '../../registry/definition/request-context.ts';
import { findObject } from '../../registry/get.ts';
import type { ResourceContext } from '../../registry/resource-context.ts';
import { updateObject } from '../../registry/update.ts';
import { rangeWithin } from '../../storage/key-range.ts';
import { keyOfEvent, type StoreEvent } from '../../storage/store-event.ts';
import type { Clock } from '../../time/clock.ts';
import type { Follower } from '../../watch/watch-cache.ts';
import { aborted } from '../aborted.ts';
import { FIELD_MANAGER } from '../field-manager.ts';
import { type WorkFailed, WorkQueue } from '../work-queue.ts';
import type { NamespaceDefault } from './namespace-default.ts';

/** What the controller of one such object works on. */
export interface NamespaceDefaultsOptions<T extends ApiObject> {
  readonly namespaces: ResourceContext<Namespace>;
  readonly object: NamespaceDefault<T>;
  readonly clock: Clock;
  /** Told of a namespace that could not be given its object, which is tried again. */
  readonly failed: WorkFailed;
}

const CONCURRENT_NAMESPACES = 4;

/**
 * Sees to it that each namespace that is not ending has an object of a certain name, and that what matters of it stays as it is.
 * Resolves when `signal` has aborted and nothing is under way any more.
 */
export async function runNamespaceDefaultsController<T extends ApiObject>(
  options: NamespaceDefaultsOptions<T>,
  signal: AbortSignal,
): Promise<void> {
  const controller = new NamespaceDefaultsController(options, signal);
  const unfollow = options.namespaces.cache.follow(controller);
  controller.reset();
  await aborted(signal);
  unfollow();
  await controller.queue.idle();
}

class NamespaceDefaultsController<T extends ApiObject> implements Follower {
  readonly queue: WorkQueue;
  readonly #namespaces: ResourceContext<Namespace>;
  readonly #object: NamespaceDefault<T>;
  readonly #signal: AbortSignal;
  readonly #suffix: string;

  constructor({ namespaces, object, clock, failed }: NamespaceDefaultsOptions<T>, signal: AbortSignal) {
    this.#namespaces = namespaces;
    this.#object = object;
    this.#signal = signal;
    this.#suffix = `/${object.name}`;
    const work = (namespace: string): Promise<void> => this.#sync(namespace);
    this.queue = new WorkQueue({ work, failed, clock, signal, concurrency: CONCURRENT_NAMESPACES });
  }

  reset(): void {
    const { definition, cache } = this.#namespaces;
    const { keyPrefix } = definition;
    for (const { key } of cache.entries(rangeWithin(keyPrefix))) {
      this.queue.add(key.slice(keyPrefix.length));
    }
  }

  see(event: StoreEvent): void {
    const key = keyOfEvent(event);
    const { keyPrefix: namespaces } = this.#namespaces.definition;
    const { keyPrefix: objects } = this.#object.resource.definition;
    if (key.startsWith(namespaces)) {
      if (event.type === 'put') this.queue.add(key.slice(namespaces.length));
    } else if (key.startsWith(objects) && key.endsWith(this.#suffix)) {
      this.queue.add(key.slice(objects.length, -this.#suffix.length));
    }
  }

  async #sync(namespace: string): Promise<void> {
    const found = await findObject(this.#namespaces, namespace, { namespace: undefined, signal: this.#signal });
    if (found !== undefined && found.metadata.deletionTimestamp === undefined) await this.#provide(namespace);
  }

  async #provide(namespace: string): Promise<void> {
    const { resource, name, fillIn, isChanged } = this.#object;
    const { codec, strategy } = resource.definition;
    const context = ownRequest({ namespace, signal: this.#signal, manager: FIELD_MANAGER });
    const found = await findObject(resource, name, context);
    if (found === undefined) {
      const object = codec.empty();
      object.metadata.name = name;
      fillIn(object);
      strategy.setDefaults(object);
      await createObject(resource, object, context, { dryRun: false }).catch(ignoreOvertaken);
    } else if (isChanged(found)) {
      const change = (old: T): T => {
        const object = codec.copy(codec.encode(old), Number(old.metadata.resourceVersion));
        fillIn(object);
        return object;
      };
      const update = { name, subresource: '', strategy, uid: undefined, change, dryRun: false };
      await updateObject(resource, update, context).catch(ignoreOvertaken);
    }
  }
}

/** Somebody else was faster: the object is there already, it or its namespace goes or is gone. What comes of that is seen. */
function ignoreOvertaken(error: unknown): void {
  const overtaken = error instanceof StatusError && OVERTAKEN.has(error.status.code ?? 0);
  if (!overtaken) throw error;
}

/** Forbidden in a namespace that ends, not found, already there or another version. */
const OVERTAKEN: ReadonlySet<number> = new Set([403, 404, 409]);
