import type { Container, EphemeralContainer } from '../../../../schemas/core/v1/container.ts';
import type { PodSpec } from '../../../../schemas/core/v1/pod-spec.ts';

/**
 * Drops what belongs to features that are switched off in Kubernetes v1.36 by default: a container's stop signal
 * (ContainerStopSignals), trust bundles and certificates in projected volumes (ClusterTrustBundleProjection,
 * PodCertificateRequest) and the group that a pod is scheduled with (GenericWorkload). Sources of a projected volume that
 * were sent as an empty list become null, as they do where they are stored. Mutates `spec`.
 */
export function dropDisabledSpecFields(spec: PodSpec): void {
  const { containers, initContainers = [], ephemeralContainers = [] } = spec;
  for (const container of [...initContainers, ...containers, ...ephemeralContainers]) dropStopSignal(container);
  for (const { projected } of spec.volumes ?? []) {
    if (projected?.sources?.length === 0) projected.sources = null;
    for (const source of projected?.sources ?? []) {
      if (source.clusterTrustBundle !== undefined) delete source.clusterTrustBundle;
      if (source.podCertificate !== undefined) delete source.podCertificate;
    }
  }
  if (spec.schedulingGroup !== undefined) delete spec.schedulingGroup;
}

function dropStopSignal(container: Container | EphemeralContainer): void {
  const { lifecycle } = container;
  if (lifecycle?.stopSignal === undefined) return;
  delete lifecycle.stopSignal;
  if (lifecycle.postStart === undefined && lifecycle.preStop === undefined) delete container.lifecycle;
}
