import type { Container } from '../../../../schemas/core/v1/container.ts';
import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import type { UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { dropDisabledSpecFields } from './disabled-spec-fields.ts';
import { countGeneration } from './generation.ts';
import { restoreMetadata } from './restore-metadata.ts';
import { podStrategy } from './strategy.ts';
import { validatePodResize } from './validation/pod-resize.ts';

/**
 * The subresource pods/resize: changes what containers, and the pod as a whole, ask for of CPU and memory while they run, and
 * how containers take it (KEP-1287, KEP-5419).
 */
export const podResizeStrategy: UpdateStrategy<Pod> = {
  ...podStrategy,
  keptFields: [],

  prepareForUpdate(next, old) {
    next.status = old.status;
    keepAllButResources(next, old);
    dropDisabledSpecFields(next.spec);
    countGeneration(next, old);
  },

  validateUpdate: validatePodResize,
};

/** Takes everything from `old` but resources and resize policies. Where containers come or go validation has to see it. */
function keepAllButResources(next: Pod, old: Pod): void {
  const { containers, initContainers, resources } = next.spec;
  const { initContainers: before } = old.spec;
  if (containers.length !== old.spec.containers.length || initContainers?.length !== before?.length) return;
  next.spec = { ...old.spec, containers: resized(containers, old.spec.containers) };
  if (initContainers !== undefined) next.spec.initContainers = resized(initContainers, before ?? []);
  if (resources === undefined) delete next.spec.resources;
  else next.spec.resources = resources;
  restoreMetadata(next.metadata, old.metadata);
}

/** The old containers with the resources of the new ones; the new ones as they are where the order or a name is another one. */
function resized(next: Container[], old: readonly Container[]): Container[] {
  if (next.some(({ name }, i) => name !== old[i]?.name)) return next;
  return old.map((container, i) => {
    const { resources = container.resources, resizePolicy } = next[i] ?? {};
    const copy = { ...container, resources };
    if (resizePolicy === undefined) delete copy.resizePolicy;
    else copy.resizePolicy = resizePolicy;
    return copy;
  });
}
