import type { Static } from '@sinclair/typebox';
import { ATOMIC, embedded, explicit, Int32, listOf, named, nullable, optional } from '../../../schema.ts';
import {
  ClusterTrustBundleProjection,
  ConfigMapProjection,
  DownwardAPIProjection,
  PodCertificateProjection,
  SecretProjection,
  ServiceAccountTokenProjection,
} from './projections.ts';

const CORE = 'io.k8s.api.core.v1';

/** One source of a projected volume; one of its members. */
export const VolumeProjection = named(`${CORE}.VolumeProjection`, {
  secret: optional(SecretProjection, 'Takes entries of a Secret.'),
  downwardAPI: optional(DownwardAPIProjection, 'Takes fields of the pod.'),
  configMap: optional(ConfigMapProjection, 'Takes entries of a ConfigMap.'),
  serviceAccountToken: optional(ServiceAccountTokenProjection, "Takes a token of the pod's service account."),
  clusterTrustBundle: optional(ClusterTrustBundleProjection, 'Takes trust anchors.'),
  podCertificate: optional(PodCertificateProjection, 'Takes a certificate made for the pod.'),
});
export type VolumeProjection = Static<typeof VolumeProjection>;

/** A volume that unites several sources in one folder. */
export const ProjectedVolumeSource = named(`${CORE}.ProjectedVolumeSource`, {
  sources: embedded(nullable(listOf(VolumeProjection, ATOMIC)), 'What the folder is made of.'),
  defaultMode: explicit(Int32, 'Permissions of the files; 0644 by default.'),
});
export type ProjectedVolumeSource = Static<typeof ProjectedVolumeSource>;
