import type { Container } from '../../../../../schemas/core/v1/container.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { member, setMember } from '../../../../apimachinery/patch/json-value.ts';
import { addQuantities, compareQuantities } from '../../../../apimachinery/quantity.ts';
import { type ResourceList, setDefault } from '../../../../apimachinery/resource-list.ts';
import { isHugePages, isPodLevelResource } from '../../../../apimachinery/resource-name.ts';

/**
 * Completes the resources of a pod as a whole where it has some (KEP-2837): a limit of huge pages is that of the containers
 * together; a request is that of the containers together, or else the limit. Comes after the containers' own requests have
 * been filled in. Mutates `spec`.
 */
export function setPodLevelResourceDefaults(spec: PodSpec): void {
  const { resources } = spec;
  if (resources === undefined) return;
  if (resources.limits === undefined && resources.requests === undefined) return;

  const limits: ResourceList = { ...resources.limits };
  for (const [name, total] of Object.entries(aggregateContainers(spec, (container) => container.resources.limits))) {
    if (isHugePages(name) && member(resources.requests, name) === undefined) setDefault(limits, name, total);
  }
  if (Object.keys(limits).length > 0) resources.limits = limits;
  if (resources.limits === undefined) return;

  const requests: ResourceList = { ...resources.requests };
  for (const [name, total] of Object.entries(aggregateContainers(spec, (container) => container.resources.requests))) {
    if (isPodLevelResource(name) && !isHugePages(name)) setDefault(requests, name, total);
  }
  for (const [name, limit] of Object.entries(resources.limits))
    if (isPodLevelResource(name)) setDefault(requests, name, limit);
  if (Object.keys(requests).length > 0) resources.requests = requests;
}

/**
 * What the containers of a pod come to: all containers and sidecars together, or what some init container needs beside the
 * sidecars started before it, whichever is more (KEP-753).
 */
export function aggregateContainers(
  spec: PodSpec,
  listOf: (container: Container) => ResourceList | undefined,
): ResourceList {
  const total: ResourceList = {};
  const sidecars: ResourceList = {};
  const starting: ResourceList = {};
  for (const container of spec.containers) add(total, listOf(container));
  for (const container of spec.initContainers ?? []) {
    const list = listOf(container);
    const isSidecar = container.restartPolicy === 'Always';
    if (isSidecar) {
      add(total, list);
      add(sidecars, list);
    }
    // What it does not name itself is needed by sidecars alone, and was counted when the last of them started.
    for (const [name, amount] of Object.entries(list ?? {})) {
      const beside = sidecars[name];
      const together = isSidecar || beside === undefined ? (beside ?? amount) : addQuantities(amount, beside);
      raise(starting, { [name]: together });
    }
  }
  raise(total, starting);
  return total;
}

function add(sums: ResourceList, list: ResourceList | undefined): void {
  for (const [name, amount] of Object.entries(list ?? {})) {
    const sum = member(sums, name);
    setMember(sums, name, sum === undefined ? amount : addQuantities(sum, amount));
  }
}

function raise(least: ResourceList, list: ResourceList): void {
  for (const [name, amount] of Object.entries(list)) {
    const known = member(least, name);
    if (known === undefined || compareQuantities(amount, known) > 0) setMember(least, name, amount);
  }
}
