import type {
  PodExtendedResourceClaimStatus,
  PodResourceClaimStatus,
} from '../../../../../schemas/core/v1/pod-resource-claim.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { duplicate, type FieldError, invalid, requiredField } from '../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { firstBy, nameOf } from '../../../../apimachinery/first-by.ts';
import { member } from '../../../../apimachinery/patch/json-value.ts';
import { isDNS1123Label } from '../../../../apimachinery/validation/dns-names.ts';
import { nameIsDNSSubdomain } from '../../../../apimachinery/validation/names.ts';

/** Claims that were made for the pod belong to entries of spec.resourceClaims, one to each (KEP-4381). */
export function validateResourceClaimStatuses(
  statuses: readonly PodResourceClaimStatus[] | undefined,
  path: FieldPath,
  spec: () => PodSpec,
): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  const claimOf = statuses === undefined ? undefined : firstBy(spec().resourceClaims, nameOf);
  for (const [i, { name, resourceClaimName }] of (statuses ?? []).entries()) {
    const at = path.index(i);
    if (claimOf?.(name) === undefined) {
      errors.push(invalid(at.child('name'), name, 'must match the name of an entry in `spec.resourceClaims`'));
    }
    if (seen.has(name)) errors.push(duplicate(at.child('name'), name));
    seen.add(name);
    if (resourceClaimName === undefined) continue;
    for (const problem of nameIsDNSSubdomain(resourceClaimName, false)) {
      errors.push(invalid(at.child('resourceClaimName'), resourceClaimName, problem));
    }
  }
  return errors;
}

/** The claim for extended resources says which request serves which resource of which container (KEP-5004). */
export function validateExtendedResourceClaimStatus(
  status: PodExtendedResourceClaimStatus | undefined,
  path: FieldPath,
  spec: () => PodSpec,
): FieldError[] {
  if (status === undefined) return [];
  const errors: FieldError[] = [];
  const mappings = path.child('requestMappings');
  if (status.requestMappings.length === 0) {
    errors.push(requiredField(mappings, 'at least one request mapping is required'));
  }
  const { initContainers = [], containers } = spec();
  const containerOf = firstBy([...containers, ...initContainers], nameOf);
  const seen = new Set<string>();
  for (const [i, { containerName, resourceName, requestName }] of status.requestMappings.entries()) {
    const at = mappings.index(i);
    const container = containerOf(containerName);
    if (container === undefined) {
      errors.push(invalid(at.child('containerName'), containerName, CONTAINER_MISSING));
    } else if (member(container.resources.requests, resourceName) === undefined) {
      errors.push(invalid(at.child('resourceName'), resourceName, RESOURCE_MISSING));
    }
    for (const problem of isDNS1123Label(requestName))
      errors.push(invalid(path.child('requestName'), requestName, problem));
    const key = JSON.stringify([containerName, resourceName, requestName]);
    if (seen.has(key)) {
      errors.push(duplicate(at.child('containerName'), containerName));
      errors.push(duplicate(at.child('resourceName'), resourceName));
      errors.push(duplicate(at.child('requestName'), requestName));
    }
    seen.add(key);
  }
  const { resourceClaimName } = status;
  const at = path.child('resourceClaimName');
  if (resourceClaimName === '') errors.push(requiredField(at));
  else
    for (const problem of nameIsDNSSubdomain(resourceClaimName, false))
      errors.push(invalid(at, resourceClaimName, problem));
  return errors;
}

const CONTAINER_MISSING = 'must match the name of an entry in spec.initContainers.name or spec.containers.name';
const RESOURCE_MISSING =
  'must match the extended resource name of an entry in spec.initContainers.resources.requests or spec.containers.resources.requests';
