import type { Pod } from '../../schemas/core/v1/pod.ts';
import type { NodePod } from '../cri/backend.ts';
import { listObjects } from '../registry/list.ts';
import type { ResourceContext } from '../registry/resource-context.ts';

/**
 * Lists the pods that are bound to a node, in order of namespace and name, as the container runtime interface tells of
 * them. Rejects with a StatusError where the store does not answer.
 */
export async function listNodePods(
  resource: ResourceContext<Pod>,
  nodeName: string,
  signal: AbortSignal,
): Promise<readonly NodePod[]> {
  const { codec } = resource.definition;
  const selection = { labels: [], fields: [{ field: 'spec.nodeName', equal: true, value: nodeName }] };
  const { entries } = await listObjects(resource, { namespace: undefined, signal }, { exactly: undefined, selection });
  return entries.map(({ value, revision }) => nodePod(codec.open(value, revision)));
}

function nodePod({ metadata, status }: Pod): NodePod {
  const ips = status?.podIPs?.map(({ ip }) => ip) ?? [];
  return {
    name: metadata.name ?? '',
    namespace: metadata.namespace ?? '',
    uid: metadata.uid ?? '',
    labels: metadata.labels ?? {},
    annotations: metadata.annotations ?? {},
    createdAt: Date.parse(metadata.creationTimestamp ?? ''),
    phase: status?.phase ?? '',
    deleted: metadata.deletionTimestamp !== undefined,
    ips: ips.length > 0 || status?.podIP === undefined ? ips : [status.podIP],
  };
}
