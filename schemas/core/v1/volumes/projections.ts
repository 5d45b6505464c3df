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
import { namedConfigMap, namedSecret } from '../references.ts';
import { KeyToPath } from './config-volumes.ts';
import { DownwardAPIVolumeFile } from './downward-api.ts';

const CORE = 'io.k8s.api.core.v1';

/** The entries of a Secret as files. */
export const SecretProjection = named(`${CORE}.SecretProjection`, {
  ...namedSecret,
  items: optional(
    listOf(KeyToPath, ATOMIC),
    'The keys to write and where; all of them under their own names where it is empty.',
  ),
  optional: explicit(Type.Boolean(), 'Whether the Secret or its keys may be missing.'),
});
export type SecretProjection = Static<typeof SecretProjection>;

/** The entries of a ConfigMap as files. */
export const ConfigMapProjection = named(`${CORE}.ConfigMapProjection`, {
  ...namedConfigMap,
  items: optional(
    listOf(KeyToPath, ATOMIC),
    'The keys to write and where; all of them under their own names where it is empty.',
  ),
  optional: explicit(Type.Boolean(), 'Whether the ConfigMap or its keys may be missing.'),
});
export type ConfigMapProjection = Static<typeof ConfigMapProjection>;

/** Fields of the pod as files. */
export const DownwardAPIProjection = named(`${CORE}.DownwardAPIProjection`, {
  items: optional(listOf(DownwardAPIVolumeFile, ATOMIC), 'The files.'),
});
export type DownwardAPIProjection = Static<typeof DownwardAPIProjection>;

/** A token of the pod's service account as a file. */
export const ServiceAccountTokenProjection = named(`${CORE}.ServiceAccountTokenProjection`, {
  audience: optional(Type.String(), 'Whom the token is for; the API server by default.'),
  expirationSeconds: explicit(
    Integer64,
    'Seconds that the token is valid; it is renewed in time, 3600 by default and at least 600.',
  ),
  path: required(Type.String(), "Path of the token's file within the volume."),
});
export type ServiceAccountTokenProjection = Static<typeof ServiceAccountTokenProjection>;

/** Trust anchors as a file. */
export const ClusterTrustBundleProjection = named(`${CORE}.ClusterTrustBundleProjection`, {
  name: explicit(Type.String(), 'The one ClusterTrustBundle to take; not together with signerName.'),
  signerName: explicit(Type.String(), 'Takes all bundles of this signer.'),
  labelSelector: optional(LabelSelector, 'Narrows the bundles of signerName by their labels.'),
  optional: explicit(Type.Boolean(), 'Whether there may be no bundle.'),
  path: required(Type.String(), 'Path of the file within the volume.'),
});
export type ClusterTrustBundleProjection = Static<typeof ClusterTrustBundleProjection>;

/** A certificate and private key of the pod as a file. */
export const PodCertificateProjection = named(`${CORE}.PodCertificateProjection`, {
  signerName: requiredNonZero(Type.String(), 'Signer that issues the certificate.'),
  keyType: requiredNonZero(Type.String(), 'Type of the private key, such as `ECDSAP256`.'),
  maxExpirationSeconds: explicit(Int32, 'Longest validity of the certificate, in seconds; 86400 by default.'),
  credentialBundlePath: optional(Type.String(), 'Path of a file with private key and certificates together.'),
  keyPath: optional(Type.String(), 'Path of a file with the private key.'),
  certificateChainPath: optional(Type.String(), 'Path of a file with the certificates.'),
  userAnnotations: optional(mapOf(Type.String()), 'Keys and values handed on to the signer.'),
});
export type PodCertificateProjection = Static<typeof PodCertificateProjection>;
