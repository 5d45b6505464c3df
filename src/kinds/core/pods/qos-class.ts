import type { PodSpec } from '../../../../schemas/core/v1/pod-spec.ts';
import type { ResourceRequirements } from '../../../../schemas/core/v1/resources.ts';
import { addQuantities, compareQuantities, isZeroQuantity } from '../../../apimachinery/quantity.ts';

/** How a pod ranks when its node runs short of resources. */
export type QosClass = 'BestEffort' | 'Burstable' | 'Guaranteed';

/** The resources that count. */
const COMPUTE = ['cpu', 'memory'] as const;
type ResourceList = ResourceRequirements['limits'];
type Totals = Partial<Record<(typeof COMPUTE)[number], string>>;

/**
 * The QoS class that follows from a spec: BestEffort where nothing asks for CPU or memory, Guaranteed where everything asks
 * for both and may use no more than that, Burstable otherwise. Resources of the pod as a whole, where it has any, count in
 * place of those of its containers (KEP-2837); ephemeral containers never count.
 */
export function computeQosClass(spec: PodSpec): QosClass {
  const requests: Totals = {};
  const limits: Totals = {};
  let limitsEverywhere = true;
  for (const resources of accountable(spec)) {
    add(requests, resources.requests);
    if (add(limits, resources.limits) < COMPUTE.length) limitsEverywhere = false;
  }
  const counts = (totals: Totals) => Object.keys(totals).length;
  if (counts(requests) === 0 && counts(limits) === 0) return 'BestEffort';
  const guaranteed =
    limitsEverywhere &&
    counts(requests) === counts(limits) &&
    COMPUTE.every((name) => same(requests[name], limits[name]));
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

function accountable({ resources, containers, initContainers = [] }: PodSpec): readonly ResourceRequirements[] {
  if (resources !== undefined) return [resources];
  return [...containers, ...initContainers].map((container) => container.resources);
}

/** Adds what the list has more than zero of; answers how many resources that is. */
function add(totals: Totals, list: ResourceList): number {
  let found = 0;
  for (const name of COMPUTE) {
    const amount = list?.[name];
    if (amount === undefined || isZeroQuantity(amount) || amount.startsWith('-')) continue;
    const sum = totals[name];
    totals[name] = sum === undefined ? amount : addQuantities(amount, sum);
    found += 1;
  }
  return found;
}

function same(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return compareQuantities(a, b) === 0;
}
