import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import { firstBy } from '../../../apimachinery/first-by.ts';
import { member } from '../../../apimachinery/patch/json-value.ts';
import { ago } from '../../../apimachinery/table/human-duration.ts';
import {
  AGE_COLUMN,
  type ColumnDefinition,
  NAME_COLUMN,
  type RowCondition,
  type TableDescription,
} from '../../../apimachinery/table/table.ts';
import { podSummary } from './table/pod-summary.ts';

const NONE = '<none>';

/** Pods as `kubectl get pods` shows them, and with `-o wide` where the priority is 1. */
export const podTable: TableDescription<Pod> = {
  columns: [
    NAME_COLUMN,
    text('Ready', 0, 'The aggregate readiness state of this pod for accepting traffic.'),
    text('Status', 0, 'The aggregate status of the containers in this pod.'),
    text(
      'Restarts',
      0,
      'The number of times the containers in this pod have been restarted and when the last container in this pod has restarted.',
    ),
    AGE_COLUMN,
    text(
      'IP',
      1,
      'podIP address allocated to the pod. Routable at least within the cluster. Empty if not yet allocated.',
    ),
    text(
      'Node',
      1,
      'NodeName indicates in which node this pod is scheduled. If empty, this pod is a candidate for scheduling by the scheduler defined in schedulerName. Once this field is set, the kubelet for this node becomes responsible for the lifecycle of this pod. This field should not be used to express a desire for the pod to be scheduled on a specific node. https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename',
    ),
    text(
      'Nominated Node',
      1,
      'nominatedNodeName is set only when this pod preempts other pods on the node, but it cannot be scheduled right away as preemption victims receive their graceful termination periods. This field does not guarantee that the pod will be scheduled on this node. Scheduler may decide to place the pod elsewhere if other nodes become available sooner. Scheduler may also decide to give the resources on this node to a higher priority pod that is created after preemption. As a result, this field may be different than PodSpec.nodeName when the pod is scheduled.',
    ),
    text(
      'Readiness Gates',
      1,
      'If specified, all readiness gates will be evaluated for pod readiness. A pod is ready when all its containers are ready AND all conditions specified in the readiness gates have status equal to "True" More info: https://git.k8s.io/enhancements/keps/sig-network/580-pod-readiness-gates',
    ),
  ],
  row(pod, now) {
    const { metadata, spec, status } = pod;
    const { ready, total, reason, restarts, lastRestart } = podSummary(pod);
    return {
      cells: [
        metadata.name ?? '',
        `${ready}/${total}`,
        reason,
        restarts === 0 || lastRestart === '' ? String(restarts) : `${restarts} (${ago(lastRestart, now)} ago)`,
        ago(metadata.creationTimestamp, now),
        status.podIPs?.[0]?.ip || NONE,
        spec.nodeName || NONE,
        status.nominatedNodeName || NONE,
        readinessGates(pod),
      ],
      conditions: member(COMPLETED, status.phase ?? ''),
    };
  },
};

function text(name: string, priority: number, description: string): ColumnDefinition {
  return { name, type: 'string', format: '', description, priority };
}

const COMPLETED: Readonly<Record<string, readonly RowCondition[]>> = {
  Succeeded: [
    { type: 'Completed', status: 'True', reason: 'Succeeded', message: 'The pod has completed successfully.' },
  ],
  Failed: [{ type: 'Completed', status: 'True', reason: 'Failed', message: 'The pod failed.' }],
};

/** How many of the conditions that stand for readiness beside the containers' own are true. */
function readinessGates({ spec, status }: Pod): string {
  const gates = spec.readinessGates ?? [];
  if (gates.length === 0) return NONE;
  const conditionOf = firstBy(status.conditions, ({ type }) => type);
  const met = gates.filter(({ conditionType }) => conditionOf(conditionType)?.status === 'True');
  return `${met.length}/${gates.length}`;
}
