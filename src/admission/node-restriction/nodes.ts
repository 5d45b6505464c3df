import type { Node } from '../../../schemas/core/v1/node.ts';
import { goQuote } from '../../apimachinery/go-quote.ts';
import { isSemanticallyEqual } from '../../apimachinery/semantic-equal.ts';
import type { AdmissionAttributes } from '../admission.ts';
import { refusal } from '../refusal.ts';
import { forbiddenLabels } from './node-labels.ts';
import type { NodeRule } from './restricted-node.ts';

/** A node registers itself and tells of itself, but may not decide what is to run on it. */
export const restrictNode: NodeRule = (node, attributes) => {
  const { name, operation } = attributes;
  if (name !== node) {
    throw refusal(attributes, `node ${goQuote(node)} is not allowed to modify node ${goQuote(name)}`);
  }
  const why = operation === 'DELETE' ? undefined : problemWith(node, attributes);
  if (why !== undefined) throw refusal(attributes, why);
  return undefined;
};

function problemWith(node: string, { object, oldObject }: AdmissionAttributes): string | undefined {
  const { metadata, spec } = object as Node;
  if (oldObject === undefined) {
    // kube-apiserver says pods where it means nodes.
    if (spec.configSource !== undefined) {
      return `node ${goQuote(node)} is not allowed to create pods with a non-nil configSource`;
    }
    const labels = forbiddenLabels({}, metadata.labels);
    return labels.length === 0
      ? undefined
      : `node ${goQuote(node)} is not allowed to set the following labels: ${labels.join(', ')}`;
  }
  const old = oldObject as Node;
  if (spec.configSource !== undefined && !isSemanticallyEqual(spec.configSource, old.spec.configSource)) {
    return `node ${goQuote(node)} is not allowed to update configSource to a new non-nil configSource`;
  }
  if (!isSemanticallyEqual(spec.taints, old.spec.taints))
    return `node ${goQuote(node)} is not allowed to modify taints`;
  if (!isSemanticallyEqual(metadata.ownerReferences, old.metadata.ownerReferences)) {
    return `node ${goQuote(node)} is not allowed to modify ownerReferences`;
  }
  const labels = forbiddenLabels(old.metadata.labels, metadata.labels);
  return labels.length === 0 ? undefined : `is not allowed to modify labels: ${labels.join(', ')}`;
}
