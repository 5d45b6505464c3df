import type { Binding } from '../../schemas/core/v1/binding.ts';
import type { Pod } from '../../schemas/core/v1/pod.ts';
import type { AdmissionAttributes, AdmissionPlugin } from './admission.ts';

/** Finds the labels of a node; none where there is no node of that name. */
export type NodeLabels = (name: string, signal: AbortSignal | undefined) => Promise<Readonly<Record<string, string>>>;

/** The labels that say where a node stands. */
const TOPOLOGY = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone'];

/**
 * Labels pods with the region and zone of the node that they are bound to, or created on (KEP-4742). Pods may be on nodes that
 * nobody has told of: those say nothing.
 */
export function podTopologyLabels(labelsOf: NodeLabels): AdmissionPlugin {
  return {
    name: 'PodTopologyLabels',
    concerns: ({ operation, resource, subresource }) =>
      operation === 'CREATE' &&
      resource.resource === 'pods' &&
      resource.group === '' &&
      (subresource === '' || subresource === 'binding'),
    admit(attributes) {
      const { node, metadata } = placedOn(attributes);
      if (node === '') return undefined;
      return labelsOf(node, attributes.signal).then((labels) => {
        for (const key of TOPOLOGY) {
          const value = labels[key];
          if (value !== undefined) metadata.labels = { ...metadata.labels, [key]: value };
        }
      });
    },
  };
}

/** The node that a write puts a pod on, if any, and the metadata that the pod gets of it. */
function placedOn({ subresource, object }: AdmissionAttributes) {
  // The resource says of what kind the object is.
  if (subresource === '') {
    const { metadata, spec } = object as Pod;
    return { metadata, node: spec.nodeName ?? '' };
  }
  const { metadata, target } = object as Binding;
  return { metadata, node: target.name ?? '' };
}
