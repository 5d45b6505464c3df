import type { Node } from '../../../../schemas/core/v1/node.ts';
import { roundUpResources } from '../../../apimachinery/resource-list.ts';
import { setAllocatable } from './allocatable.ts';

/** Fills in what kube-apiserver fills in where a node leaves it out. Mutates `node`. */
export function setNodeDefaults({ spec, status }: Node): void {
  setPodCIDRs(spec);
  setAllocatable(status);
  roundUpResources(status.capacity);
  roundUpResources(status.allocatable);
}

/** The first of the ranges has a field of its own, which is older, and counts where the two contradict each other. */
function setPodCIDRs(spec: Node['spec']): void {
  const { podCIDR = '', podCIDRs = [] } = spec;
  const [first] = podCIDRs;
  if (podCIDR !== '' && podCIDR !== first) spec.podCIDRs = [podCIDR];
  else if (first !== undefined) spec.podCIDR = first;
}
