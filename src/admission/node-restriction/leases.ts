import type { Lease } from '../../../schemas/coordination/v1/lease.ts';
import { refusal } from '../refusal.ts';
import type { NodeRule } from './restricted-node.ts';

const NODE_LEASES = 'kube-node-lease';

/** A node keeps the lease of its own name, by which it shows that it is alive. */
export const restrictLease: NodeRule = (node, attributes) => {
  const { namespace, operation, object } = attributes;
  if (namespace !== NODE_LEASES) {
    throw refusal(attributes, `can only access leases in the "${NODE_LEASES}" system namespace`);
  }
  // The request that creates one does not name it.
  const name = operation === 'CREATE' ? (object as Lease).metadata.name : attributes.name;
  if (name !== node) {
    throw refusal(attributes, 'can only access node lease with the same name as the requesting node');
  }
  return undefined;
};
