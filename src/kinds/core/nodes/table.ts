import type { Node } from '../../../../schemas/core/v1/node.ts';
import type { NodeStatus } from '../../../../schemas/core/v1/node-status.ts';
import { ago } from '../../../apimachinery/table/human-duration.ts';
import {
  AGE_COLUMN,
  type ColumnDefinition,
  NAME_COLUMN,
  type TableDescription,
} from '../../../apimachinery/table/table.ts';

const column = (name: string, description: string, priority = 0): ColumnDefinition => ({
  name,
  type: 'string',
  format: '',
  description,
  priority,
});

/** Nodes as `kubectl get nodes` shows them. */
export const nodeTable: TableDescription<Node> = {
  columns: [
    NAME_COLUMN,
    column('Status', 'The status of the node'),
    column('Roles', 'The roles of the node'),
    AGE_COLUMN,
    column('Version', 'Version of the kubelet'),
    column('Internal-IP', 'Where the node is reached within the cluster', 1),
    column('External-IP', 'Where the node is reached from outside', 1),
    column('OS-Image', 'Name of the operating system', 1),
    column('Kernel-Version', 'Version of the kernel', 1),
    column('Container-Runtime', 'Name and version of the container runtime', 1),
  ],
  row: (node, now) => {
    const { metadata, status } = node;
    const { kubeletVersion, osImage, kernelVersion, containerRuntimeVersion } = status.nodeInfo;
    return {
      cells: [
        metadata.name ?? '',
        statusOf(node),
        rolesOf(metadata.labels ?? {}),
        ago(metadata.creationTimestamp, now),
        kubeletVersion,
        addressOf(status, 'InternalIP'),
        addressOf(status, 'ExternalIP'),
        osImage || '<unknown>',
        kernelVersion || '<unknown>',
        containerRuntimeVersion || '<unknown>',
      ],
    };
  },
};

function statusOf({ spec, status }: Node): string {
  const ready = status.conditions?.findLast(({ type }) => type === 'Ready');
  const words = [ready === undefined ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady'];
  if (spec.unschedulable === true) words.push('SchedulingDisabled');
  return words.join(',');
}

const ROLE_PREFIX = 'node-role.kubernetes.io/';
const ROLE = 'kubernetes.io/role';

function rolesOf(labels: Readonly<Record<string, string>>): string {
  const roles = Object.entries(labels).map(([key, value]) =>
    key.startsWith(ROLE_PREFIX) ? key.slice(ROLE_PREFIX.length) : key === ROLE ? value : '',
  );
  const named = new Set(roles.filter((role) => role !== ''));
  return named.size === 0 ? '<none>' : [...named].sort().join(',');
}

function addressOf({ addresses = [] }: NodeStatus, type: string): string {
  return addresses.find((address) => address.type === type)?.address ?? '<none>';
}
