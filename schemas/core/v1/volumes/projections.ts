import { type Static, Type } from '@sinclair/typebox';
import { LabelSelector } from '../../../meta/v1/label-selector.ts';
import {
  ATOMIC,
  explicit,
  Int32,
  Integer64,
  listOf,
  mapOf,
  named,
  optional,
  required,
  requiredNonZero,
} from '../../../schema.ts';
import { KeyToPath } from './config-volumes.ts';
import { DownwardAPIVolumeFile } from './downward-api.ts';

const CORE = 'io.k8s.api.core.v1';

/** The entries of a Secret as files. */
export const SecretProjection = named(`${CORE}.SecretProjection`, {
  name: optional(Type.String(), '', { default: '' }),
  items: optional(listOf(KeyToPath, ATOMIC)),
  optional: explicit(Type.Boolean()),
});
export type SecretProjection = Static<typeof SecretProjection>;

/** The entries of a ConfigMap as files. */
export const ConfigMapProjection = named(`${CORE}.ConfigMapProjection`, {
  name: optional(Type.String(), '', { default: '' }),
  items: optional(listOf(KeyToPath, ATOMIC)),
  optional: explicit(Type.Boolean()),
});
export type ConfigMapProjection = Static<typeof ConfigMapProjection>;

/** Fields of the pod as files. */
export const DownwardAPIProjection = named(`${CORE}.DownwardAPIProjection`, {
  items: optional(listOf(DownwardAPIVolumeFile, ATOMIC)),
});
export type DownwardAPIProjection = Static<typeof DownwardAPIProjection>;

/** A token of the pod's service account as a file. */
export const ServiceAccountTokenProjection = named(`${CORE}.ServiceAccountTokenProjection`, {
  audience: optional(Type.String()),
  expirationSeconds: explicit(Integer64),
  path: required(Type.String()),
});
export type ServiceAccountTokenProjection = Static<typeof ServiceAccountTokenProjection>;

/** Trust anchors as a file. */
export const ClusterTrustBundleProjection = named(`${CORE}.ClusterTrustBundleProjection`, {
  name: explicit(Type.String()),
  signerName: explicit(Type.String()),
  labelSelector: optional(LabelSelector),
  optional: explicit(Type.Boolean()),
  path: required(Type.String()),
});
export type ClusterTrustBundleProjection = Static<typeof ClusterTrustBundleProjection>;

/** A certificate and private key of the pod as a file. */
export const PodCertificateProjection = named(`${CORE}.PodCertificateProjection`, {
  signerName: requiredNonZero(Type.String()),
  keyType: requiredNonZero(Type.String()),
  maxExpirationSeconds: explicit(Int32),
  credentialBundlePath: optional(Type.String()),
  keyPath: optional(Type.String()),
  certificateChainPath: optional(Type.String()),
  userAnnotations: optional(mapOf(Type.String())),
});
export type PodCertificateProjection = Static<typeof PodCertificateProjection>;
