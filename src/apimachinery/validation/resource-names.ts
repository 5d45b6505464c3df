import { type FieldError, invalid, notSupported } from '../field-error.ts';
import type { FieldPath } from '../field-path.ts';
import { isHugePages, isPodLevelResource } from '../resource-name.ts';
import { invalidFor } from './fields.ts';
import { isQualifiedName } from './qualified-name.ts';

const CONTAINER_RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];
/** The resources that are counted rather than measured. */
const COUNTED = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const STANDARD_RESOURCES = new Set([
  ...CONTAINER_RESOURCES.flatMap((name) => [name, `requests.${name}`, `limits.${name}`]),
  'storage',
  'requests.storage',
  ...COUNTED,
]);
const POD_RESOURCES = ['cpu', 'hugepages-', 'memory'];

/** Whether Kubernetes itself defines a resource: it has no prefix, or one of Kubernetes' own. */
function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** Whether a request for a resource may be lower than the limit: what belongs to someone is not shared. */
export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !isHugePages(name);
}

/** Whether a resource comes in whole numbers. */
export function isIntegerResource(name: string): boolean {
  return COUNTED.includes(name) || isExtendedResource(name);
}

/** An extended resource is someone else's, and its name must still be one with `requests.` before it, as quotas have it. */
function isExtendedResource(name: string): boolean {
  if (isNativeResource(name) || name.startsWith('requests.')) return false;
  return isQualifiedName(`requests.${name}`).length === 0;
}

/** What is wrong with the name of a resource that a container asks for. */
export function validateContainerResourceName(name: string, path: FieldPath): FieldError[] {
  const errors = validateResourceName(name, path);
  if (!name.includes('/')) {
    if (!CONTAINER_RESOURCES.includes(name) && !isHugePages(name)) {
      errors.push(invalid(path, name, 'must be a standard resource for containers'));
    }
  } else if (!isNativeResource(name) && !isExtendedResource(name)) {
    errors.push(invalid(path, name, "doesn't follow extended resource name standard"));
  }
  return errors;
}

/** What is wrong with the name of a resource that a pod as a whole asks for (KEP-2837). */
export function validatePodResourceName(name: string, path: FieldPath): FieldError[] {
  const errors = validateResourceName(name, path);
  if (errors.length > 0 || isPodLevelResource(name)) return errors;
  return [notSupported(path, name, POD_RESOURCES)];
}

function validateResourceName(name: string, path: FieldPath): FieldError[] {
  const errors = invalidFor(name, isQualifiedName(name), path);
  if (errors.length > 0 || name.includes('/') || STANDARD_RESOURCES.has(name)) return errors;
  if (isHugePages(name) || name.startsWith('requests.hugepages-')) return errors;
  return [invalid(path, name, 'must be a standard resource type or fully qualified')];
}
