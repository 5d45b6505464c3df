import { AdmissionChain } from '../admission/admission-chain.ts';
import { namespaceLifecycle } from '../admission/namespace-lifecycle.ts';
import { type NodeLabels, podTopologyLabels } from '../admission/pod-topology-labels.ts';
import { nodes } from '../kinds/core/nodes/index.ts';
import { findObject, seenObject } from '../registry/get.ts';
import { NamespacePhases, type NamespacePhasesSource } from './namespace-phases.ts';
import type { WriteGuards } from './write-guards.ts';

/** What admission looks up. */
export interface AdmissionSource extends NamespacePhasesSource {
  /** What stands around the plugins; undefined where everybody may do everything. */
  readonly guards?: WriteGuards | undefined;
}

/** The admission that every write goes through. What its plugins look up is what the cache has seen, or else what the store has. */
export function serverAdmission(source: AdmissionSource): AdmissionChain {
  const { guards } = source;
  const phases = new NamespacePhases(source);
  const kind = { ...source, definition: nodes };
  const labelsOf: NodeLabels = async (name, signal) => {
    const node = seenObject(kind, name, undefined) ?? (await findObject(kind, name, { namespace: undefined, signal }));
    return node?.metadata.labels ?? {};
  };
  const plugins = [namespaceLifecycle(phases.of, phases.deleting), podTopologyLabels(labelsOf)];
  return new AdmissionChain(guards === undefined ? plugins : [guards.first, ...plugins, guards.last]);
}
