import type { Node } from '../../../../schemas/core/v1/node.ts';
import { StatusError } from '../../../apimachinery/status-error.ts';
import { getObject } from '../../get.ts';
import type { NodeTopology } from '../../peers.ts';
import type { Registry } from '../../registry.ts';

/** The labels that say where a node stands. */
const TOPOLOGY = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone'];

/** Where the nodes of a registry stand, as pods ask for it that are bound to one (KEP-4742). */
export function nodeTopology(registry: Registry<Node>): NodeTopology {
  const { codec } = registry.definition;
  return async (name, signal) => {
    try {
      const { value } = await getObject(registry, name, { namespace: undefined, signal });
      return Object.fromEntries(
        TOPOLOGY.flatMap((key) => {
          const label = codec.label(value, key);
          return label === undefined ? [] : [[key, label]];
        }),
      );
    } catch (error) {
      // Pods may be bound to nodes that nobody has told of.
      if (error instanceof StatusError && error.status.reason === 'NotFound') return {};
      throw error;
    }
  };
}
