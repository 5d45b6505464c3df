import type { OwnerReference } from '../../../schemas/meta/v1/owner-reference.ts';
import type { ApiObject } from '../../apimachinery/api-object.ts';

/**
 * Takes owners that stand twice, the same in every field, from an object that a request brings. Mutates it.
 * @returns what the client is to be told of it: nothing, or the text of one Warning header. kube-apiserver finds them in a patch
 *   only after admission, `afterAdmission`, and says so.
 */
export function dropDuplicateOwners({ metadata }: ApiObject, { afterAdmission = false } = {}): readonly string[] {
  const { ownerReferences: all } = metadata;
  if (all === undefined || all.length < 2) return NONE;
  const kept = new Map<string, OwnerReference>();
  const dropped: string[] = [];
  for (const reference of all) {
    const { apiVersion, kind, name, uid, controller, blockOwnerDeletion } = reference;
    const whole = JSON.stringify([uid, apiVersion, kind, name, controller, blockOwnerDeletion]);
    if (kept.has(whole)) dropped.push(uid);
    else kept.set(whole, reference);
  }
  if (dropped.length === 0) return NONE;
  metadata.ownerReferences = [...kept.values()];
  const found = `.metadata.ownerReferences contains duplicate entries${afterAdmission ? ' after mutating admission happens' : ''}`;
  const consequence =
    'API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests';
  return [`${found}; ${consequence}; duplicate UID(s) observed: ${dropped.join(', ')}`];
}

const NONE: readonly string[] = [];
