import { Pod, PodList } from '../../../../schemas/core/v1/pod.ts';
import { defineResource } from '../../../registry/definition/resource-definition.ts';
import { podBinding } from './binding.ts';
import { podAttach, podExec, podPortForward } from './connections.ts';
import { podDeletion } from './deletion.ts';
import { podEphemeralContainersStrategy } from './ephemeral-containers-strategy.ts';
import { podEviction } from './eviction.ts';
import { podLog } from './log.ts';
import { podProxy } from './proxy.ts';
import { podResizeStrategy } from './resize-strategy.ts';
import { podFields } from './selectable-fields.ts';
import { podStatusStrategy } from './status-strategy.ts';
import { podStrategy } from './strategy.ts';
import { podTable } from './table.ts';

/** Pods, with their status as a subresource. */
export const pods = defineResource<Pod>({
  kind: { group: '', version: 'v1', kind: 'Pod' },
  resource: 'pods',
  singularName: 'pod',
  shortNames: ['po'],
  categories: ['all'],
  verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
  schema: Pod,
  listSchema: PodList,
  strategy: podStrategy,
  subresources: {
    status: { verbs: ['get', 'patch', 'update'], strategy: podStatusStrategy },
    binding: podBinding,
    eviction: podEviction,
    ephemeralcontainers: { verbs: ['get', 'patch', 'update'], strategy: podEphemeralContainersStrategy },
    exec: podExec,
    attach: podAttach,
    portforward: podPortForward,
    log: podLog,
    proxy: podProxy,
    resize: { verbs: ['get', 'patch', 'update'], strategy: podResizeStrategy },
  },
  selectableFields: podFields,
  indexedField: 'spec.nodeName',
  table: podTable,
  deletion: podDeletion,
});
