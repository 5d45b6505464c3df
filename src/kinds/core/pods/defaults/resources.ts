import type { ResourceRequirements } from '../../../../../schemas/core/v1/resources.ts';
import { withDefaults } from '../../../../apimachinery/exact-amounts.ts';
import { roundUpResources } from '../../../../apimachinery/resource-list.ts';

/** Likewise for requests and limits. Mutates `resources`. */
export function roundUpResourceRequirements(resources: ResourceRequirements | undefined): void {
  if (resources === undefined) return;
  roundUpResources(resources.limits);
  roundUpResources(resources.requests);
}

/** What has a limit and no request requests its limit. Mutates `resources`. */
export function requestLimits(resources: ResourceRequirements): void {
  if (resources.limits !== undefined) resources.requests = withDefaults(resources.requests, resources.limits);
}
