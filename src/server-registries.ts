import { randomInt } from 'node:crypto';
import { type NamespacePhase, namespaceLifecycle } from './admission/namespace-lifecycle.ts';
import { type NodeLabels, podTopologyLabels } from './admission/pod-topology-labels.ts';
import { namespaces } from './registry/core/namespaces/index.ts';
import { nodes } from './registry/core/nodes/index.ts';
import { findObject } from './registry/get.ts';
import { openRegistries, type Registries, type Shared } from './registry/registries.ts';
import type { Sources } from './registry/registry.ts';
import { resources } from './registry/resources.ts';

/** Opens the registries of all kinds on a store, with the admission that every write goes through. */
export function registriesOf(
  shared: Pick<Shared, 'store' | 'cache' | 'watches' | 'allocationTurn'>,
  { now, randomUUID }: Pick<Sources, 'now' | 'randomUUID'>,
): Registries {
  const { store } = shared;
  const sources: Sources = { now, randomUUID, randomInt: (limit) => randomInt(limit) };
  const phaseOf: NamespacePhase = async (name, signal) => {
    const namespace = await findObject({ definition: namespaces, store }, name, { namespace: undefined, signal });
    return namespace && (namespace.status.phase ?? '');
  };
  const labelsOf: NodeLabels = async (name, signal) => {
    const node = await findObject({ definition: nodes, store }, name, { namespace: undefined, signal });
    return node?.metadata.labels ?? {};
  };
  const admission = [namespaceLifecycle(phaseOf), podTopologyLabels(labelsOf)];
  return openRegistries(resources, { ...shared, sources, admission });
}
