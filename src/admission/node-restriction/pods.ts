import type { Pod } from '../../../schemas/core/v1/pod.ts';
import { goQuote } from '../../apimachinery/go-quote.ts';
import { isSemanticallyEqual } from '../../apimachinery/semantic-equal.ts';
import { notFound, type StatusError } from '../../apimachinery/status-error.ts';
import type { AdmissionAttributes } from '../admission.ts';
import { refusal } from '../refusal.ts';
import { restrictMirrorPod } from './mirror-pods.ts';
import type { NodeRule } from './restricted-node.ts';

/** A node makes mirror pods, tells the status of the pods that are bound to it, evicts and deletes them, and nothing else. */
export const restrictPod: NodeRule = (node, attributes, lookups) => {
  const { operation, subresource, oldObject } = attributes;
  if (subresource === 'status') return restrictStatus(node, attributes);
  if (subresource === 'eviction') return restrictEviction(node, attributes, lookups);
  if (subresource !== '') {
    const why = `unexpected pod subresource ${goQuote(subresource)}, only 'status' and 'eviction' are allowed`;
    throw refusal(attributes, why);
  }
  if (operation === 'CREATE') return restrictMirrorPod(node, attributes, lookups);
  if (operation === 'DELETE') {
    if ((oldObject as Pod).spec.nodeName === node) return undefined;
    throw refusal(attributes, `node ${goQuote(node)} can only delete pods with spec.nodeName set to itself`);
  }
  const only = `node ${goQuote(node)} can only create and delete mirror pods`;
  throw refusal(attributes, `unexpected operation ${goQuote(operation)}, ${only}`);
};

/** 404 in the words of what kube-apiserver looks pods up in, which names the kind. */
export function podNotFound(name: string): StatusError {
  return notFound({ group: '', resource: 'pod' }, name);
}

function restrictStatus(node: string, attributes: AdmissionAttributes): undefined {
  const { metadata, status } = attributes.object as Pod;
  const old = attributes.oldObject as Pod;
  if (old.spec.nodeName !== node) {
    const why = `node ${goQuote(node)} can only update pod status for pods with spec.nodeName set to itself`;
    throw refusal(attributes, why);
  }
  if (!isSemanticallyEqual(metadata.labels ?? {}, old.metadata.labels ?? {})) {
    throw refusal(attributes, `node ${goQuote(node)} cannot update labels through pod status`);
  }
  // What these name, the node may read.
  if (!isSemanticallyEqual(status?.resourceClaimStatuses, old.status?.resourceClaimStatuses)) {
    throw refusal(attributes, `node ${goQuote(node)} cannot update resource claim statues`);
  }
  if (!isSemanticallyEqual(status?.extendedResourceClaimStatus, old.status?.extendedResourceClaimStatus)) {
    throw refusal(attributes, `node ${goQuote(node)} cannot update extended resource claim status`);
  }
  return undefined;
}

async function restrictEviction(...[node, attributes, lookups]: Parameters<NodeRule>): Promise<void> {
  const { namespace = '', name, signal } = attributes;
  const pod = await lookups.pod(namespace, name, signal);
  if (pod === undefined) throw podNotFound(name);
  if (pod.spec.nodeName !== node) {
    throw refusal(attributes, `node ${node} can only evict pods with spec.nodeName set to itself`);
  }
}
