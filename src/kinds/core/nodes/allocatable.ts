import type { NodeStatus } from '../../../../schemas/core/v1/node-status.ts';
import { unset } from '../../../apimachinery/unset.ts';

const sentEmpty = new WeakSet<object>();

/**
 * All that a node has can be allocated where it does not say what. kube-apiserver fills that in once a node is sent, and again
 * when it is read from the store, which knows no empty map. Mutates `status`.
 */
export function setAllocatable(status: NodeStatus): void {
  const { capacity, allocatable } = status;
  if (allocatable !== undefined && Object.keys(allocatable).length > 0) return;
  unset(status, 'allocatable');
  if (capacity === undefined) return;
  status.allocatable = { ...capacity };
  if (allocatable !== undefined) sentEmpty.add(status.allocatable);
}

/** What of a node can be allocated, as it is when a rule is asked: nothing where it was sent empty. */
export function givenAllocatable({ allocatable = {} }: NodeStatus): NonNullable<NodeStatus['allocatable']> {
  return sentEmpty.has(allocatable) ? {} : allocatable;
}
