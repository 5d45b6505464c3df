import { type Static, Type } from '@sinclair/typebox';
import { LabelSelector } from '../../../meta/v1/label-selector.ts';
import { ObjectMeta } from '../../../meta/v1/object-meta.ts';
import { Quantity } from '../../../meta/v1/scalars.ts';
import { ATOMIC, embedded, enumerated, explicit, listOf, mapOf, named, optional, required } from '../../../schema.ts';
import { TypedLocalObjectReference, TypedObjectReference } from '../references.ts';

const CORE = 'io.k8s.api.core.v1';

/** A volume that a PersistentVolumeClaim of the same namespace provides. */
export const PersistentVolumeClaimVolumeSource = named(`${CORE}.PersistentVolumeClaimVolumeSource`, {
  claimName: required(Type.String(), 'Name of the claim.'),
  readOnly: optional(Type.Boolean(), 'Whether all mounts can only read.'),
});
export type PersistentVolumeClaimVolumeSource = Static<typeof PersistentVolumeClaimVolumeSource>;

/** How much storage a claim asks for. */
export const VolumeResourceRequirements = named(`${CORE}.VolumeResourceRequirements`, {
  limits: optional(mapOf(Quantity), 'The most storage to get.'),
  requests: optional(mapOf(Quantity), 'The least storage to get.'),
});
export type VolumeResourceRequirements = Static<typeof VolumeResourceRequirements>;

/** What storage a claim asks for. */
export const PersistentVolumeClaimSpec = named(`${CORE}.PersistentVolumeClaimSpec`, {
  accessModes: optional(
    listOf(enumerated('ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'), ATOMIC),
    'How the volume must be mountable.',
  ),
  selector: optional(LabelSelector, 'Selects volumes by their labels.'),
  resources: embedded(VolumeResourceRequirements, 'How much storage is asked for.'),
  volumeName: optional(Type.String(), 'The volume that the claim is bound to.'),
  storageClassName: explicit(Type.String(), 'Storage class that is asked for.'),
  volumeMode: explicit(enumerated('Block', 'Filesystem'), 'Whether a file system or a block device is wanted.'),
  dataSource: optional(TypedLocalObjectReference, 'What the volume is filled from: a snapshot or a claim.'),
  dataSourceRef: optional(
    TypedObjectReference,
    'What the volume is filled from: any object, if the cluster knows how.',
  ),
  volumeAttributesClassName: explicit(Type.String(), 'Class of settings that the driver applies to the volume.'),
});
export type PersistentVolumeClaimSpec = Static<typeof PersistentVolumeClaimSpec>;

/** The claim to make for an ephemeral volume. */
export const PersistentVolumeClaimTemplate = named(`${CORE}.PersistentVolumeClaimTemplate`, {
  metadata: embedded(ObjectMeta, 'Labels and annotations of the claim.'),
  spec: required(PersistentVolumeClaimSpec, 'What the claim asks for.'),
});
export type PersistentVolumeClaimTemplate = Static<typeof PersistentVolumeClaimTemplate>;

/** A volume with a claim of its own that lives as long as the pod. */
export const EphemeralVolumeSource = named(`${CORE}.EphemeralVolumeSource`, {
  volumeClaimTemplate: optional(PersistentVolumeClaimTemplate, 'The claim to make, which the pod owns.'),
});
export type EphemeralVolumeSource = Static<typeof EphemeralVolumeSource>;
