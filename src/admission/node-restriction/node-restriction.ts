import { goQuote } from '../../apimachinery/go-quote.ts';
import { nodeNameOf } from '../../auth/authentication/node-identity.ts';
import type { AdmissionPlugin, AdmissionTarget } from '../admission.ts';
import { refusal } from '../refusal.ts';
import { restrictLease } from './leases.ts';
import { restrictNode } from './nodes.ts';
import { restrictPod } from './pods.ts';
import type { NodeRestrictionLookups, NodeRule } from './restricted-node.ts';
import { restrictTokenRequest } from './token-requests.ts';

/**
 * Limits what nodes write to what is theirs: their Node, with labels that steer no workloads, their lease, their mirror pods, the
 * status and the end of the pods that are bound to them, tokens for those pods. Whoever is no node is not restricted.
 */
export function nodeRestriction(lookups: NodeRestrictionLookups): AdmissionPlugin {
  return {
    name: 'NodeRestriction',
    concerns: (target) => ruleFor(target) !== undefined,
    inspect(attributes) {
      const node = nodeNameOf(attributes.user);
      if (node === undefined) return undefined;
      if (node === '') {
        throw refusal(attributes, `could not determine node from user ${goQuote(attributes.user.username ?? '')}`);
      }
      return ruleFor(attributes)?.(node, attributes, lookups);
    },
  };
}

const RULES: ReadonlyMap<string, NodeRule> = new Map<string, NodeRule>([
  ['/pods', restrictPod],
  ['/nodes', restrictNode],
  ['coordination.k8s.io/leases', restrictLease],
]);

function ruleFor({ operation, resource: { group, resource }, subresource }: AdmissionTarget): NodeRule | undefined {
  if (operation === 'CONNECT') return undefined;
  if (group === '' && resource === 'serviceaccounts') {
    return operation === 'CREATE' && subresource === 'token' ? restrictTokenRequest : undefined;
  }
  return RULES.get(`${group}/${resource}`);
}
