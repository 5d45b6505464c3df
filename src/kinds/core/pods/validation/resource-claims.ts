import type { PodResourceClaim } from '../../../../../schemas/core/v1/pod-resource-claim.ts';
import type { ObjectMeta } from '../../../../../schemas/meta/v1/object-meta.ts';
import { duplicate, type FieldError, forbidden, invalid, requiredField } from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import { type FieldPath, WHOLE_OBJECT } from '../../../../apimachinery/field-path.ts';
import { isDNS1123Label, isDNS1123Subdomain } from '../../../../apimachinery/validation/dns-names.ts';
import { invalidFor } from '../../../../apimachinery/validation/fields.ts';
import { isMirrorPod } from '../annotations.ts';

/** What is wrong with the resource claims of a pod: each has a name of its own, and is there or made from a template (KEP-4381). */
export function validateResourceClaims(
  claims: readonly PodResourceClaim[] | undefined,
  metadata: ObjectMeta | undefined,
  path: FieldPath,
): FieldError[] {
  if (metadata !== undefined && isMirrorPod({ metadata })) {
    return (claims ?? []).map(() => forbidden(WHOLE_OBJECT, 'static pods do not support resource claims'));
  }
  const names = new Set<string>();
  return errorsOfEach(claims ?? [], (claim, i) => {
    const { name, resourceClaimName, resourceClaimTemplateName } = claim;
    const at = path.index(i);
    const errors: FieldError[] = [];
    if (name === '') {
      errors.push(requiredField(at.child('name')));
    } else if (names.has(name)) {
      errors.push(duplicate(at.child('name'), name));
    } else {
      addErrors(errors, invalidFor(name, isDNS1123Label(name), at.child('name')));
      names.add(name);
    }
    if (resourceClaimName !== undefined && resourceClaimTemplateName !== undefined) {
      const one = 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified';
      errors.push(invalid(at, inOwnNames(claim), one));
    }
    if (resourceClaimName === undefined && resourceClaimTemplateName === undefined) {
      const some = 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`';
      errors.push(invalid(at, inOwnNames(claim), some));
    }
    for (const field of ['resourceClaimName', 'resourceClaimTemplateName'] as const) {
      const { [field]: object } = claim;
      if (object !== undefined) addErrors(errors, invalidFor(object, isDNS1123Subdomain(object), at.child(field)));
    }
    return errors;
  });
}

/** As kube-apiserver shows it, by the names of its own type. */
function inOwnNames(claim: PodResourceClaim): Record<string, unknown> {
  return {
    Name: claim.name,
    ResourceClaimName: claim.resourceClaimName ?? null,
    ResourceClaimTemplateName: claim.resourceClaimTemplateName ?? null,
  };
}
