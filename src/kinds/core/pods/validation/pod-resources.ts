import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { type FieldError, forbidden, invalid } from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { member } from '../../../../apimachinery/patch/json-value.ts';
import { compareQuantities } from '../../../../apimachinery/quantity.ts';
import type { ResourceList } from '../../../../apimachinery/resource-list.ts';
import { isHugePages, isPodLevelResource } from '../../../../apimachinery/resource-name.ts';
import { validatePodResourceName } from '../../../../apimachinery/validation/resource-names.ts';
import { validateResources } from '../../../../apimachinery/validation/resource-requirements.ts';
import { aggregateContainers } from '../defaults/pod-level-resources.ts';

/** What is wrong with the resources of a pod as a whole: they are enough for its containers (KEP-2837). */
export function validatePodResources(spec: PodSpec, claims: ReadonlySet<string>, path: FieldPath): FieldError[] {
  const { resources, os } = spec;
  if (resources === undefined) return [];
  if (os?.name === 'windows') return [forbidden(path, 'may not be set for a windows pod')];
  const { limits = {}, requests = {} } = resources;
  const errors: FieldError[] = [];
  if (resources.claims !== undefined) {
    errors.push(forbidden(path.child('claims'), 'claims may not be set for Resources at pod-level'));
  }
  addErrors(errors, validateResources(resources, claims, path, validatePodResourceName));
  const together = aggregateContainers(spec, (container) => container.resources.requests);
  for (const name of Object.keys(together).filter(isPodLevelResource).sort()) {
    const sum = together[name] ?? '0';
    const request = member(requests, name);
    if (request === undefined || compareQuantities(sum, request) <= 0) continue;
    const least = `must be greater than or equal to aggregate container requests of ${sum}`;
    errors.push(invalid(path.child('requests').key(name), request, least));
  }
  addErrors(errors, validateHugePageLimits(spec, limits, path.child('limits')));
  for (const [i, container] of spec.containers.entries()) {
    for (const [name, limit] of Object.entries(container.resources.limits ?? {})) {
      const most = member(limits, name);
      if (most === undefined || compareQuantities(limit, most) <= 0) continue;
      const at = path.child('containers').index(i).key(name).child('limits');
      errors.push(invalid(at, limit, `must be less than or equal to pod limits of ${most}`));
    }
  }
  return errors;
}

/** Huge pages are not shared: the limit of the pod is enough for the limits of its containers together. */
function validateHugePageLimits(spec: PodSpec, limits: ResourceList, path: FieldPath): FieldError[] {
  const together = aggregateContainers(spec, (container) => container.resources.limits);
  return errorsOfEach(Object.keys(together).filter(isHugePages).sort(), (name) => {
    const sum = together[name] ?? '0';
    const limit = member(limits, name);
    if (limit === undefined || compareQuantities(sum, limit) <= 0) return [];
    return [invalid(path.key(name), limit, `must be greater than or equal to aggregate container limits of ${sum}`)];
  });
}
