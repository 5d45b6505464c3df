import { setImmediate } from 'node:timers/promises';
import type { ObjectMeta } from '../../schemas/meta/v1/object-meta.ts';
import { AdmissionChain } from '../../src/admission/admission-chain.ts';
import { namespaceLifecycle } from '../../src/admission/namespace-lifecycle.ts';
import type { ApiObject } from '../../src/apimachinery/api-object.ts';
import { namespaces } from '../../src/kinds/core/namespaces/index.ts';
import { pods } from '../../src/kinds/core/pods/index.ts';
import { kinds } from '../../src/kinds/kinds.ts';
import { createObject } from '../../src/registry/create.ts';
import type { RequestContext } from '../../src/registry/definition/request-context.ts';
import { ownRequest } from '../../src/registry/definition/request-context.ts';
import { keyOf } from '../../src/registry/definition/resource-definition.ts';
import { deleteObject } from '../../src/registry/delete.ts';
import { openRegistry, type Registry } from '../../src/registry/registry.ts';
import type { ResourceContext } from '../../src/registry/resource-context.ts';
import type { Store } from '../../src/storage/store.ts';
import type { WatchCache } from '../../src/watch/watch-cache.ts';
import { decodePod } from './decode-pod.ts';
import { type FakeClock, fakeClock } from './fake-clock.ts';
import { IS_SLOW, openStore, watching } from './registry.ts';

// Between two writes of a controller lie as many reads as there are kinds, and each may take a few turns.
const QUIET_TURNS = IS_SLOW ? 150 : 20;

/** When everything happens in a cluster, unless its time is set. */
const NOW = Date.UTC(2020, 0, 2, 3, 4, 5);

/** All kinds over one store, without HTTP, with a clock that is moved by hand. */
export interface Cluster {
  readonly store: Store;
  readonly cache: WatchCache;
  readonly registry: Registry;
  readonly clock: FakeClock;
  /** Milliseconds since 1970, as the verbs see it. */
  now: number;
  /** Aborts what runs in the cluster. */
  readonly stopping: AbortController;
  /** Resolves when nothing moves any more that is not a matter of time. */
  settled(): Promise<void>;
}

/** Opens a cluster with a namespace `n`. */
export async function openCluster(store: Store = openStore()): Promise<Cluster> {
  const { cache, watches } = watching(store);
  await cache.start();
  let uids = 0;
  const cluster: Cluster = {
    store,
    cache,
    clock: fakeClock(),
    now: NOW,
    stopping: new AbortController(),
    registry: openRegistry(kinds, {
      store,
      cache,
      watches,
      eventTtlMs: 3_600_000,
      admission: new AdmissionChain([
        namespaceLifecycle(async (name) => {
          const entry = await store.get(keyOf(namespaces, undefined, name));
          return entry && namespaces.codec.open(entry.value, entry.revision).status.phase;
        }),
      ]),
      sources: {
        now: () => cluster.now,
        randomUUID: () => {
          uids += 1;
          return `00000000-0000-4000-8000-${String(uids).padStart(12, '0')}`;
        },
        randomInt: () => 0,
      },
    }),
    async settled() {
      // Each turn of the loop carries what is under way a step further; what reads or writes is followed by a write or by nothing.
      for (let quiet = 0, seen = -1; quiet < QUIET_TURNS; quiet += 1) {
        await setImmediate();
        const revision = await store.currentRevision();
        if (revision !== seen) quiet = 0;
        seen = revision;
      }
    },
  };
  return cluster;
}

/** A request in a namespace, or outside of all. */
export function within(namespace?: string): RequestContext {
  return ownRequest({ namespace, signal: undefined });
}

/** Makes a namespace. */
export async function createNamespace({ registry }: Cluster, name: string): Promise<void> {
  const namespace = namespaces.codec.empty();
  namespace.metadata.name = name;
  namespaces.strategy.setDefaults(namespace);
  await createObject(registry.of(namespaces), namespace, { ...within(), manager: 'test' }, { dryRun: false });
}

/** Makes a pod and resolves to its uid. */
export async function createPod(
  { registry }: Cluster,
  namespace: string,
  metadata: ObjectMeta,
  spec: { readonly nodeName?: string; readonly terminationGracePeriodSeconds?: number } = {},
): Promise<string> {
  const containers = [{ name: 'main', image: 'registry.example/app:1.0' }];
  const pod = decodePod(JSON.stringify({ metadata, spec: { ...spec, containers } }));
  pods.strategy.setDefaults(pod);
  const { value, revision } = await createObject(registry.of(pods), pod, within(namespace), { dryRun: false });
  return pods.codec.open(value, revision ?? 0).metadata.uid ?? '';
}

/** Deletes an object as a client does. */
export async function remove<T extends ApiObject>(
  resource: ResourceContext<T>,
  name: string,
  context: RequestContext,
  options: Parameters<typeof deleteObject>[3] = {},
): Promise<void> {
  await deleteObject(resource, name, context, options);
}

/** The object of a name as it is stored; undefined where there is none. */
export async function stored<T extends ApiObject>(
  { definition, store }: ResourceContext<T>,
  name: string,
  namespace?: string,
): Promise<T | undefined> {
  const entry = await store.get(keyOf(definition, namespace, name));
  return entry && definition.codec.open(entry.value, entry.revision);
}
