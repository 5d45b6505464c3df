import type { Namespace } from '../../schemas/core/v1/namespace.ts';
import type { ClusterRole } from '../../schemas/rbac/v1/role.ts';
import type { ApiObject } from '../apimachinery/api-object.ts';
import type { Registry } from '../registry/registry.ts';
import type { ResourceContext } from '../registry/resource-context.ts';
import type { Clock } from '../time/clock.ts';
import { runGarbageCollector } from './garbage-collector/garbage-collector.ts';
import { runNamespaceController } from './namespace/namespace-controller.ts';
import type { NamespaceDefault } from './namespace-defaults/namespace-default.ts';
import { runNamespaceDefaultsController } from './namespace-defaults/namespace-defaults-controller.ts';
import type { WorkFailed } from './work-queue.ts';

/** What a controller could not do. */
export interface ControllerFailure {
  readonly controller: string;
  /** What it works on, such as the name of a namespace. */
  readonly key: string;
  readonly error: unknown;
  /** How many times in a row it has failed. */
  readonly times: number;
}

/** What the controllers of a server work on. */
export interface ControllersOptions {
  readonly namespaces: ResourceContext<Namespace>;
  /** All kinds; they share one cache. */
  readonly registry: Registry;
  readonly clock: Clock;
  /** Whether objects whose owners are gone are deleted. */
  readonly garbageCollector: boolean;
  /** The cluster roles, where those that are aggregated are given their rules. */
  readonly aggregatedRoles: ResourceContext<ClusterRole> | undefined;
  /** What each namespace is given. */
  readonly namespaceDefaults: readonly NamespaceDefault<ApiObject>[];
  /** Told of what a controller could not do and will try again. */
  readonly failed: (failure: ControllerFailure) => void;
}

/** Controllers that run. */
export interface Controllers {
  /** Resolves when no controller does anything any more; until then they need the store. */
  stop(): Promise<void>;
}

/** Starts the controllers: programs that bring about what objects say, through the registry, as clients could. */
export function startControllers({
  namespaces,
  registry,
  clock,
  garbageCollector,
  aggregatedRoles,
  namespaceDefaults,
  failed,
}: ControllersOptions): Controllers {
  const stopping = new AbortController();
  const { signal } = stopping;
  const { cache } = namespaces;
  const shared = { registry, clock };
  const reporter =
    (controller: string): WorkFailed =>
    (key, error, times) =>
      failed({ controller, key, error, times });
  const running = [
    runNamespaceController({ ...shared, namespaces, failed: reporter('namespace controller') }, signal),
    ...(garbageCollector
      ? [runGarbageCollector({ ...shared, cache, failed: reporter('garbage collector') }, signal)]
      : []),
    ...(aggregatedRoles === undefined ? [] : [aggregate(aggregatedRoles, clock, reporter, signal)]),
    ...namespaceDefaults.map((object) =>
      runNamespaceDefaultsController({ namespaces, object, clock, failed: reporter(object.controller) }, signal),
    ),
  ];
  return {
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

/** Loaded only where it runs. */
async function aggregate(
  clusterRoles: ResourceContext<ClusterRole>,
  clock: Clock,
  reporter: (controller: string) => WorkFailed,
  signal: AbortSignal,
): Promise<void> {
  const { runClusterRoleAggregation } = await import(
    './cluster-role-aggregation/cluster-role-aggregation-controller.ts'
  );
  const failed = reporter('clusterrole-aggregation-controller');
  await runClusterRoleAggregation({ clusterRoles, clock, failed }, signal);
}
