import { type Static, Type } from '@sinclair/typebox';
import { LabelSelector } from '../../../meta/v1/label-selector.ts';
import { ObjectMeta } from '../../../meta/v1/object-meta.ts';
import { Quantity } from '../../../meta/v1/scalars.ts';
import { ATOMIC, embedded, enumerated, explicit, listOf, mapOf, named, optional, required } from '../../../schema.ts';
import { TypedLocalObjectReference, TypedObjectReference } from '../references.ts';

const CORE = 'io.k8s.api.core.v1';

/** A volume that a PersistentVolumeClaim of the same namespace provides. */
export const PersistentVolumeClaimVolumeSource = named(`${CORE}.PersistentVolumeClaimVolumeSource`, {
  claimName: required(Type.String()),
  readOnly: optional(Type.Boolean()),
});
export type PersistentVolumeClaimVolumeSource = Static<typeof PersistentVolumeClaimVolumeSource>;

/** How much storage a claim asks for. */
export const VolumeResourceRequirements = named(`${CORE}.VolumeResourceRequirements`, {
  limits: optional(mapOf(Quantity)),
  requests: optional(mapOf(Quantity)),
});
export type VolumeResourceRequirements = Static<typeof VolumeResourceRequirements>;

/** What storage a claim asks for. */
export const PersistentVolumeClaimSpec = named(`${CORE}.PersistentVolumeClaimSpec`, {
  accessModes: optional(
    listOf(enumerated('ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'), ATOMIC),
  ),
  selector: optional(LabelSelector),
  resources: embedded(VolumeResourceRequirements),
  volumeName: optional(Type.String()),
  storageClassName: explicit(Type.String()),
  volumeMode: explicit(enumerated('Block', 'Filesystem')),
  dataSource: optional(TypedLocalObjectReference),
  dataSourceRef: optional(TypedObjectReference),
  volumeAttributesClassName: explicit(Type.String()),
});
export type PersistentVolumeClaimSpec = Static<typeof PersistentVolumeClaimSpec>;

/** The claim to make for an ephemeral volume. */
export const PersistentVolumeClaimTemplate = named(`${CORE}.PersistentVolumeClaimTemplate`, {
  metadata: embedded(ObjectMeta),
  spec: required(PersistentVolumeClaimSpec),
});
export type PersistentVolumeClaimTemplate = Static<typeof PersistentVolumeClaimTemplate>;

/** A volume with a claim of its own that lives as long as the pod. */
export const EphemeralVolumeSource = named(`${CORE}.EphemeralVolumeSource`, {
  volumeClaimTemplate: optional(PersistentVolumeClaimTemplate),
});
export type EphemeralVolumeSource = Static<typeof EphemeralVolumeSource>;
