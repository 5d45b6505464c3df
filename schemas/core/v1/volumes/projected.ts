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
  secret: optional(SecretProjection),
  downwardAPI: optional(DownwardAPIProjection),
  configMap: optional(ConfigMapProjection),
  serviceAccountToken: optional(ServiceAccountTokenProjection),
  clusterTrustBundle: optional(ClusterTrustBundleProjection),
  podCertificate: optional(PodCertificateProjection),
});
export type VolumeProjection = Static<typeof VolumeProjection>;

/** A volume that unites several sources in one folder. */
export const ProjectedVolumeSource = named(`${CORE}.ProjectedVolumeSource`, {
  sources: embedded(nullable(listOf(VolumeProjection, ATOMIC))),
  defaultMode: explicit(Int32),
});
export type ProjectedVolumeSource = Static<typeof ProjectedVolumeSource>;
