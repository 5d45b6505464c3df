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
    admit(attributes) {
      const placed = placedOn(attributes);
      if (placed === undefined || placed.node === '') return undefined;
      const { node, metadata } = placed;
      return labelsOf(node, attributes.signal).then((labels) => {
        for (const key of TOPOLOGY) {
          const value = labels[key];
          if (value !== undefined) metadata.labels = { ...metadata.labels, [key]: value };
        }
      });
    },
  };
}

/** The node that a write puts a pod on, and the metadata that the pod gets of it. */
function placedOn({ operation, resource, subresource, object }: AdmissionAttributes) {
  if (operation !== 'CREATE' || resource.resource !== 'pods' || resource.group !== '') return undefined;
  // The resource says of what kind the object is.
  if (subresource === '') {
    const { metadata, spec } = object as Pod;
    return { metadata, node: spec.nodeName ?? '' };
  }
  if (subresource !== 'binding') return undefined;
  const { metadata, target } = object as Binding;
  return { metadata, node: target.name ?? '' };
}
