import type { ClusterRole } from '../../../schemas/rbac/v1/role.ts';
import type { JsonObject } from '../../apimachinery/patch/json-value.ts';
import { isSemanticallyEqual } from '../../apimachinery/semantic-equal.ts';
import { applyObject } from '../../registry/apply.ts';
import { ownRequest } from '../../registry/definition/request-context.ts';
import { seenObject } from '../../registry/get.ts';
import type { ResourceContext } from '../../registry/resource-context.ts';
import { rangeWithin } from '../../storage/key-range.ts';
import { keyOfEvent, type StoreEvent } from '../../storage/store-event.ts';
import type { Clock } from '../../time/clock.ts';
import type { Follower } from '../../watch/watch-cache.ts';
import { aborted } from '../aborted.ts';
import { type WorkFailed, WorkQueue } from '../work-queue.ts';
import { aggregatedRules } from './aggregated-rules.ts';

/** What the controller works on. */
export interface ClusterRoleAggregationOptions {
  readonly clusterRoles: ResourceContext<ClusterRole>;
  readonly clock: Clock;
  /** Told of a cluster role that could not be given its rules, which is tried again. */
  readonly failed: WorkFailed;
}

// By this name its writes are told from those of other controllers.
const MANAGER = 'clusterrole-aggregation-controller';

// There is one thing to be done: whatever changes, all aggregated cluster roles are looked at.
const ALL = '';

/**
 * Gives each cluster role that has an aggregation rule the rules of those that it selects (kube-controller-manager's
 * `clusterrole-aggregation-controller`). Resolves when `signal` has aborted and nothing is under way any more.
 */
export async function runClusterRoleAggregation(
  options: ClusterRoleAggregationOptions,
  signal: AbortSignal,
): Promise<void> {
  const controller = new ClusterRoleAggregationController(options, signal);
  const unfollow = options.clusterRoles.cache.follow(controller);
  controller.reset();
  await aborted(signal);
  unfollow();
  await controller.queue.idle();
}

class ClusterRoleAggregationController implements Follower {
  readonly queue: WorkQueue;
  readonly #clusterRoles: ResourceContext<ClusterRole>;
  readonly #signal: AbortSignal;

  constructor({ clusterRoles, clock, failed }: ClusterRoleAggregationOptions, signal: AbortSignal) {
    this.#clusterRoles = clusterRoles;
    this.#signal = signal;
    this.queue = new WorkQueue({ work: () => this.#syncAll(), failed, clock, signal, concurrency: 1 });
  }

  reset(): void {
    this.queue.add(ALL);
  }

  see(event: StoreEvent): void {
    if (keyOfEvent(event).startsWith(this.#clusterRoles.definition.keyPrefix)) this.queue.add(ALL);
  }

  async #syncAll(): Promise<void> {
    const roles = await this.#seenRoles();
    const errors: unknown[] = [];
    for (const role of roles) {
      if (role.aggregationRule !== undefined)
        await this.#sync(role, roles).catch((error: unknown) => errors.push(error));
    }
    if (errors.length > 0) throw errors[0];
  }

  async #seenRoles(): Promise<ClusterRole[]> {
    const { definition, cache } = this.#clusterRoles;
    await cache.filled(this.#signal);
    const roles: ClusterRole[] = [];
    for (const { key } of cache.entries(rangeWithin(definition.keyPrefix))) {
      const role = seenObject(this.#clusterRoles, key.slice(definition.keyPrefix.length), undefined);
      if (role !== undefined) roles.push(role);
      const pause = cache.turns.pause();
      if (pause !== undefined) await pause;
    }
    return roles;
  }

  async #sync({ metadata: { name = '' }, rules, aggregationRule = {} }: ClusterRole, roles: readonly ClusterRole[]) {
    const wanted = aggregatedRules(name, aggregationRule, roles);
    if (isSemanticallyEqual(wanted, rules ?? [])) return;
    const { kind, strategy } = this.#clusterRoles.definition;
    const configuration: JsonObject = {
      apiVersion: `${kind.group}/${kind.version}`,
      kind: kind.kind,
      metadata: { name },
      ...(wanted.length > 0 && { rules: wanted }),
    };
    const finish = (role: ClusterRole): void => strategy.setDefaults(role);
    const apply = { name, subresource: '', strategy, configuration, force: true, dryRun: false, finish };
    const context = ownRequest({ namespace: undefined, signal: this.#signal, manager: MANAGER });
    await applyObject(this.#clusterRoles, apply, { ...context, manager: MANAGER });
  }
}
