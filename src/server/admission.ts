import type { AdmissionChain } from '../admission/admission.ts';
import { type NamespacePhase, namespaceLifecycle } from '../admission/namespace-lifecycle.ts';
import { type NodeLabels, podTopologyLabels } from '../admission/pod-topology-labels.ts';
import { namespaces } from '../kinds/core/namespaces/index.ts';
import { nodes } from '../kinds/core/nodes/index.ts';
import { findObject } from '../registry/get.ts';
import type { Store } from '../storage/store.ts';

/** The admission that every write goes through. What its plugins look up is read from the store. */
export function serverAdmission(store: Store): AdmissionChain {
  const phaseOf: NamespacePhase = async (name, signal) => {
    const namespace = await findObject({ definition: namespaces, store }, name, { namespace: undefined, signal });
    return namespace && (namespace.status.phase ?? '');
  };
  const labelsOf: NodeLabels = async (name, signal) => {
    const node = await findObject({ definition: nodes, store }, name, { namespace: undefined, signal });
    return node?.metadata.labels ?? {};
  };
  return [namespaceLifecycle(phaseOf), podTopologyLabels(labelsOf)];
}
