import type { ResourceRequirements } from '../../../../../schemas/core/v1/resources.ts';
import { roundUpToMilli } from '../../../../apimachinery/quantity.ts';

/** Amounts of resources by name. */
export type ResourceList = Record<string, string>;

/** Rounds amounts up to thousandths, the finest that lists of resources keep. Mutates `list`. */
export function roundUpResources(list: ResourceList | undefined): void {
  for (const name in list) {
    const amount = list[name] ?? '0';
    const rounded = roundUpToMilli(amount);
    if (rounded !== amount) list[name] = rounded;
  }
}

/** Likewise for requests and limits. Mutates `resources`. */
export function roundUpResourceRequirements(resources: ResourceRequirements | undefined): void {
  if (resources === undefined) return;
  roundUpResources(resources.limits);
  roundUpResources(resources.requests);
}

/** What has a limit and no request requests its limit. Mutates `resources`. */
export function requestLimits(resources: ResourceRequirements): void {
  if (resources.limits === undefined) return;
  const requests = { ...resources.requests };
  for (const [name, limit] of Object.entries(resources.limits)) requests[name] ??= limit;
  resources.requests = requests;
}
