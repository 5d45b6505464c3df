import type { Pod } from '../../../schemas/core/v1/pod.ts';
import type { OwnerReference } from '../../../schemas/meta/v1/owner-reference.ts';
import { goQuote } from '../../apimachinery/go-quote.ts';
import { MIRROR_ANNOTATION } from '../../apimachinery/pods/mirror-annotation.ts';
import { notFound } from '../../apimachinery/status-error.ts';
import { refusal } from '../refusal.ts';
import { referredObjects } from './referred-objects.ts';
import type { NodeRule } from './restricted-node.ts';

/**
 * The pods that a node makes mirror what it runs by itself: they are bound to it, owned by it alone, and name no object of the API that
 * it could read because of them.
 */
export const restrictMirrorPod: NodeRule = (node, attributes, lookups) => {
  const { metadata, spec } = attributes.object as Pod;
  const quoted = goQuote(node);
  if (!Object.hasOwn(metadata.annotations ?? {}, MIRROR_ANNOTATION)) {
    const why = `pod does not have "${MIRROR_ANNOTATION}" annotation, node ${quoted} can only create mirror pods`;
    throw refusal(attributes, why);
  }
  if (spec.nodeName !== node) {
    throw refusal(attributes, `node ${quoted} can only create pods with spec.nodeName set to itself`);
  }
  const { ownerReferences = [] } = metadata;
  const [owner] = ownerReferences;
  const why =
    owner === undefined || ownerReferences.length > 1 ? ownerCount(ownerReferences) : ownerProblem(node, owner);
  if (owner === undefined || why !== undefined) throw refusal(attributes, `node ${quoted} ${why}`);
  return (async () => {
    const { uid } = (await lookups.node(node, attributes.signal))?.metadata ?? {};
    if (uid === undefined) throw notFound({ group: '', resource: 'node' }, node);
    if (owner.uid !== uid) {
      throw refusal(attributes, `node ${node} UID mismatch: expected ${owner.uid} got ${uid}`);
    }
    const referred = referredObjects(spec);
    if ('unknown' in referred) {
      throw refusal(attributes, `error checking mirror pod for API references: ${referred.unknown}`);
    }
    if (referred.resource !== undefined) {
      throw refusal(attributes, `node ${quoted} can not create pods that reference ${referred.resource}`);
    }
  })();
};

function ownerCount(references: readonly OwnerReference[]): string {
  return `can only create pods with ${references.length > 1 ? 'a single' : 'an'} owner reference set to itself`;
}

function ownerProblem(
  node: string,
  { apiVersion, kind, name, controller, blockOwnerDeletion }: OwnerReference,
): string | undefined {
  if (apiVersion !== 'v1' || kind !== 'Node' || name !== node) {
    return 'can only create pods with an owner reference set to itself';
  }
  if (controller !== true) return 'can only create pods with a controller owner reference set to itself';
  return blockOwnerDeletion === true ? 'must not set blockOwnerDeletion on an owner reference' : undefined;
}
