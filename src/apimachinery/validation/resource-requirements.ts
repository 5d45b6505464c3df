import type { ResourceClaim, ResourceRequirements } from '../../../schemas/core/v1/resources.ts';
import { exactAmount } from '../exact-amounts.ts';
import { duplicate, type FieldError, forbidden, invalid, notFoundValue, requiredField } from '../field-error.ts';
import { addErrors, errorsOfEach } from '../field-errors.ts';
import type { FieldPath } from '../field-path.ts';
import { member } from '../patch/json-value.ts';
import { compareQuantities, isWholeQuantity } from '../quantity.ts';
import type { ResourceList } from '../resource-list.ts';
import { isHugePages } from '../resource-name.ts';
import { isDNS1123Label } from './dns-names.ts';
import { invalidFor } from './fields.ts';
import { validateHugePages } from './huge-pages.ts';
import { NOT_NEGATIVE } from './messages.ts';
import { isIntegerResource, isOvercommitAllowed, validateContainerResourceName } from './resource-names.ts';

/** What is wrong with the name of a resource. */
type NameRule = (name: string, path: FieldPath) => FieldError[];

/**
 * What is wrong with requests and limits: amounts are not negative, requests not above the limits. `claims` are the names of
 * the pod's resource claims. Resources are looked at in the order of their names.
 */
export function validateResources(
  { limits = {}, requests = {}, claims = [] }: ResourceRequirements,
  podClaims: ReadonlySet<string>,
  path: FieldPath,
  validateName: NameRule = validateContainerResourceName,
): FieldError[] {
  const errors = validateAmounts(limits, path.child('limits'), validateName);
  for (const name of Object.keys(requests).sort()) {
    addErrors(errors, validateAmount(name, requests[name] ?? '0', path.child('requests').key(name), validateName));
    addErrors(errors, validateRequest(name, requests, limits, path));
    if (isHugePages(name))
      addErrors(errors, validateHugePages(name, requests[name] ?? '0', path.child('requests').key(name)));
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')) {
    errors.push(forbidden(path, 'HugePages require cpu or memory'));
  }
  addErrors(errors, validateClaimReferences(claims, podClaims, path.child('claims')));
  return errors;
}

function validateAmounts(
  list: Readonly<Record<string, string>>,
  path: FieldPath,
  validateName: NameRule,
): FieldError[] {
  return errorsOfEach(Object.keys(list).sort(), (name) => {
    const at = path.key(name);
    const amount = list[name] ?? '0';
    const errors = validateAmount(name, amount, at, validateName);
    if (isHugePages(name)) addErrors(errors, validateHugePages(name, amount, at));
    return errors;
  });
}

function validateAmount(name: string, amount: string, path: FieldPath, validateName: NameRule): FieldError[] {
  return [...validateName(name, path), ...validateResourceAmount(name, amount, path)];
}

/** What is wrong with an amount of a resource: it is not negative, and whole where the resource is counted. */
export function validateResourceAmount(name: string, amount: string, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (compareQuantities(amount, '0') < 0) errors.push(invalid(path, amount, NOT_NEGATIVE));
  if (isIntegerResource(name) && !isWholeQuantity(amount)) errors.push(invalid(path, amount, 'must be an integer'));
  return errors;
}

function validateRequest(
  name: string,
  requests: Readonly<ResourceList>,
  limits: Readonly<ResourceList>,
  path: FieldPath,
): FieldError[] {
  const [exactRequest = '0', exactLimit] = [exactAmount(requests, name), exactAmount(limits, name)];
  const [request = '0', limit] = [requests[name], member(limits, name)];
  if (exactLimit === undefined) {
    if (isOvercommitAllowed(name)) return [];
    return [requiredField(path.child('limits'), 'Limit must be set for non overcommitable resources')];
  }
  const difference = compareQuantities(exactRequest, exactLimit);
  const at = path.child('requests');
  if (difference !== 0 && !isOvercommitAllowed(name)) {
    return [invalid(at, request, `must be equal to ${name} limit of ${limit}`)];
  }
  return difference > 0 ? [invalid(at, request, `must be less than or equal to ${name} limit of ${limit}`)] : [];
}

/** A claim is one of the pod's; it, or a request of it, is referred to once (KEP-4381). */
function validateClaimReferences(
  claims: readonly ResourceClaim[],
  podClaims: ReadonlySet<string>,
  path: FieldPath,
): FieldError[] {
  if (claims.length === 0) return [];
  const seen = new Set<string>();
  // How many of those seen name a request of a claim, by the claim.
  const requests = new Map<string, number>();
  const unknown = unknownClaims(podClaims);
  return errorsOfEach(claims, ({ name, request = '' }, i) => {
    const at = path.index(i);
    if (name === '') return [requiredField(at)];
    const errors: FieldError[] = [];
    if (seen.has(name)) {
      errors.push(duplicate(at, name));
    } else {
      const key = request === '' ? name : `${name}/${request}`;
      if (request !== '') addErrors(errors, invalidFor(request, isDNS1123Label(request), at.child('request')));
      if (seen.has(key)) errors.push(duplicate(at, key));
      else if (request === '') {
        for (let i = requests.get(name) ?? 0; i > 0; i -= 1) errors.push(duplicate(at, name));
      }
      const slash = seen.has(key) ? -1 : key.indexOf('/');
      if (slash >= 0) requests.set(key.slice(0, slash), (requests.get(key.slice(0, slash)) ?? 0) + 1);
      seen.add(key);
    }
    if (!podClaims.has(name)) errors.push(unknown(name, at));
    return errors;
  });
}

/** Makes the errors of claims that the pod does not have. Each lists those that it has, which are printed once. */
function unknownClaims(podClaims: ReadonlySet<string>): (name: string, path: FieldPath) => FieldError {
  let known: string | undefined;
  return (name, path) => {
    known ??= podClaims.size === 0 ? ' which is empty' : `: ${[...podClaims].sort().join(', ')}`;
    const error = notFoundValue(path, name);
    return { ...error, message: `${error.message}: must be one of the names in pod.spec.resourceClaims${known}` };
  };
}
