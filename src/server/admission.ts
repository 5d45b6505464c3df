import type { AdmissionPlugin } from '../admission/admission.ts';
import { AdmissionChain } from '../admission/admission-chain.ts';
import { namespaceLifecycle } from '../admission/namespace-lifecycle.ts';
import { SERVED_PLUGINS, type ServedPlugin } from '../admission/plugin-names.ts';
import { type NodeLabels, podTopologyLabels } from '../admission/pod-topology-labels.ts';
import { alwaysDeny } from '../auth/authorization/always-deny.ts';
import type { Authorizer } from '../auth/authorization/authorizer.ts';
import { nodes } from '../kinds/core/nodes/index.ts';
import { pods } from '../kinds/core/pods/index.ts';
import { findObject, seenObject } from '../registry/get.ts';
import { NamespacePhases, type NamespacePhasesSource } from './namespace-phases.ts';
import type { WriteGuards } from './write-guards.ts';

/** Which plugins there are, and whom they ask. */
export interface AdmissionSetup {
  readonly admissionPlugins: readonly ServedPlugin[];
  /** Who decides whether someone may do something; absent where nothing is written that a plugin asks about. */
  readonly authorizer?: Pick<Authorizer, 'authorize'>;
  /** What stands around the plugins; absent where everybody may do everything. */
  readonly guards?: WriteGuards;
}

type OpenPlugin = (
  source: NamespacePhasesSource,
  authorizer: Pick<Authorizer, 'authorize'>,
) => AdmissionPlugin | Promise<AdmissionPlugin>;

const PLUGINS: Readonly<Record<ServedPlugin, OpenPlugin>> = {
  NamespaceLifecycle(source) {
    const phases = new NamespacePhases(source);
    return namespaceLifecycle(phases.of, phases.deleting);
  },

  async NodeRestriction({ store }, authorizer) {
    const { nodeRestriction } = await import('../admission/node-restriction/node-restriction.ts');
    return nodeRestriction({
      node: (name, signal) => findObject({ definition: nodes, store }, name, { namespace: undefined, signal }),
      pod: (namespace, name, signal) => findObject({ definition: pods, store }, name, { namespace, signal }),
      authorizer: () => authorizer,
    });
  },

  PodTopologyLabels(source) {
    const kind = { ...source, definition: nodes };
    const labelsOf: NodeLabels = async (name, signal) => {
      const node =
        seenObject(kind, name, undefined) ?? (await findObject(kind, name, { namespace: undefined, signal }));
      return node?.metadata.labels ?? {};
    };
    return podTopologyLabels(labelsOf);
  },
};

/**
 * The admission that every write goes through, its plugins in kube-apiserver's order; what is not asked for is not loaded. What they
 * look up is what the cache has seen, or else what the store has; what decides what nodes may do is what the store has.
 */
export async function serverAdmission(
  source: NamespacePhasesSource,
  { admissionPlugins, authorizer = alwaysDeny, guards }: AdmissionSetup,
): Promise<AdmissionChain> {
  const names = SERVED_PLUGINS.filter((name) => admissionPlugins.includes(name));
  const plugins = await Promise.all(names.map((name) => PLUGINS[name](source, authorizer)));
  return new AdmissionChain(guards === undefined ? plugins : [...guards.first, ...plugins, guards.last]);
}
