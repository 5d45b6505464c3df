import type { Container } from '../../../schemas/core/v1/container.ts';
import type { PodSpec } from '../../../schemas/core/v1/pod-spec.ts';

type Environment = Pick<Container, 'env' | 'envFrom'>;

/**
 * The Secrets that a pod names itself, for images, environments and volumes; perhaps several times. Those that its claims lead to are
 * not among them.
 */
export function secretNames(spec: PodSpec): string[] {
  return [
    ...(spec.imagePullSecrets ?? []).map(({ name }) => name),
    ...environments(spec).flatMap(({ env = [], envFrom = [] }) => [
      ...envFrom.map(({ secretRef }) => secretRef?.name),
      ...env.map(({ valueFrom }) => valueFrom?.secretKeyRef?.name),
    ]),
    ...(spec.volumes ?? []).flatMap((volume) => [
      volume.azureFile?.secretName,
      volume.cephfs?.secretRef?.name,
      volume.cinder?.secretRef?.name,
      volume.flexVolume?.secretRef?.name,
      ...(volume.projected?.sources ?? []).map(({ secret }) => secret?.name),
      volume.rbd?.secretRef?.name,
      volume.secret?.secretName,
      volume.scaleIO?.secretRef?.name,
      volume.iscsi?.secretRef?.name,
      volume.storageos?.secretRef?.name,
      volume.csi?.nodePublishSecretRef?.name,
    ]),
  ].filter(isGiven);
}

/** The ConfigMaps that a pod names, for environments and volumes; perhaps several times. */
export function configMapNames(spec: PodSpec): string[] {
  return [
    ...environments(spec).flatMap(({ env = [], envFrom = [] }) => [
      ...envFrom.map(({ configMapRef }) => configMapRef?.name),
      ...env.map(({ valueFrom }) => valueFrom?.configMapKeyRef?.name),
    ]),
    ...(spec.volumes ?? []).flatMap((volume) => [
      ...(volume.projected?.sources ?? []).map(({ configMap }) => configMap?.name),
      volume.configMap?.name,
    ]),
  ].filter(isGiven);
}

/** The claims of volumes that a pod names, or that are made for it under names of their own. */
export function volumeClaimNames(pod: string, { volumes = [] }: PodSpec): string[] {
  return volumes
    .map(({ name, persistentVolumeClaim, ephemeral }) => {
      if (persistentVolumeClaim !== undefined) return persistentVolumeClaim.claimName;
      return ephemeral === undefined ? undefined : `${pod}-${name}`;
    })
    .filter(isGiven);
}

function environments({ initContainers = [], containers, ephemeralContainers = [] }: PodSpec): Environment[] {
  return [...initContainers, ...containers, ...ephemeralContainers];
}

function isGiven(name: string | undefined): name is string {
  return name !== undefined && name !== '';
}
