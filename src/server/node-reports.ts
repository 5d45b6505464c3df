import type { Lease } from '../../schemas/coordination/v1/lease.ts';
import type { Node } from '../../schemas/core/v1/node.ts';
import type { NodeCondition as StoredCondition } from '../../schemas/core/v1/node-status.ts';
import { withCondition } from '../apimachinery/conditions.ts';
import { timestamp } from '../apimachinery/timestamp.ts';
import type { NodeCondition, NodeReports } from '../cri/backend.ts';
import { nodeStatusStrategy } from '../kinds/core/nodes/status-strategy.ts';
import { createObject } from '../registry/create.ts';
import { ownRequest } from '../registry/definition/request-context.ts';
import { findObject } from '../registry/get.ts';
import { ignoreNotFound } from '../registry/ignore-not-found.ts';
import type { ResourceContext } from '../registry/resource-context.ts';
import { updateObject } from '../registry/update.ts';

/** Who owns what is reported. */
const MANAGER = 'podledger-cri';
const LEASES_NAMESPACE = 'kube-node-lease';
/** How long the kubelet's lease of its node lasts; it is renewed every ten seconds. */
const LEASE_SECONDS = 40;

/** What reports go through, like those of any client. */
export interface ReportResources {
  readonly nodes: ResourceContext<Node>;
  readonly leases: ResourceContext<Lease>;
}

/**
 * Takes what is reported of a node: its conditions go to its status, where they say something new, and each sign of life renews
 * its lease (KEP-589). `now` is in milliseconds since 1970.
 */
export function nodeReports({ nodes, leases }: ReportResources, nodeName: string, now: () => number): NodeReports {
  const find = (signal: AbortSignal): Promise<Node | undefined> =>
    findObject(nodes, nodeName, { namespace: undefined, signal });
  return {
    async setConditions(conditions, signal) {
      const node = await find(signal);
      if (node === undefined) return false;
      if (conditions.every((condition) => isReported(condition, node.status.conditions))) return true;
      const change = ({ metadata, status }: Node): Node => ({
        metadata: { ...metadata },
        spec: {},
        status: { ...status, conditions: withConditions(status.conditions, conditions, timestamp(now())) },
      });
      const update = { name: nodeName, subresource: 'status', strategy: nodeStatusStrategy, uid: undefined, change };
      const context = ownRequest({ namespace: undefined, signal, manager: MANAGER });
      const written = await updateObject(nodes, { ...update, dryRun: false }, context).catch(ignoreNotFound);
      return written !== undefined;
    },

    async renewLease(signal) {
      const node = await find(signal);
      if (node === undefined) return;
      const context = ownRequest({ namespace: LEASES_NAMESPACE, signal, manager: MANAGER });
      const renewal = {
        holderIdentity: nodeName,
        leaseDurationSeconds: LEASE_SECONDS,
        renewTime: `${new Date(now()).toISOString().slice(0, -1)}000Z`,
      };
      const change = ({ metadata, spec }: Lease): Lease => ({
        metadata: { ...metadata },
        spec: { ...spec, ...renewal },
      });
      const { strategy, codec } = leases.definition;
      const update = { name: nodeName, subresource: '', strategy, uid: undefined, change, dryRun: false };
      const renewed = await updateObject(leases, update, context).catch(ignoreNotFound);
      if (renewed !== undefined) return;
      const { metadata } = node;
      const lease = codec.empty();
      lease.metadata.name = nodeName;
      // The lease goes with its node.
      lease.metadata.ownerReferences = [{ apiVersion: 'v1', kind: 'Node', name: nodeName, uid: metadata.uid ?? '' }];
      lease.spec = renewal;
      await createObject(leases, lease, context, { dryRun: false });
    },
  };
}

function isReported(
  { type, status, reason, message }: NodeCondition,
  stored: readonly StoredCondition[] = [],
): boolean {
  return stored.some(
    (other) => other.type === type && other.status === status && other.reason === reason && other.message === message,
  );
}

/** The conditions with some of them replaced or added. */
function withConditions(
  stored: readonly StoredCondition[] = [],
  reported: readonly NodeCondition[],
  time: string,
): StoredCondition[] {
  let conditions = [...stored];
  for (const { type, status, reason, message } of reported) {
    conditions = withCondition(conditions, { type, status }, time, (lastTransitionTime) => ({
      type,
      status,
      lastHeartbeatTime: time,
      lastTransitionTime,
      reason,
      message,
    }));
  }
  return conditions;
}
