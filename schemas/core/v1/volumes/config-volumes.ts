import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, explicit, Int32, listOf, named, optional, required } from '../../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Puts one key into a file. */
export const KeyToPath = named(`${CORE}.KeyToPath`, {
  key: required(Type.String()),
  path: required(Type.String()),
  mode: explicit(Int32),
});
export type KeyToPath = Static<typeof KeyToPath>;

/** A volume with the entries of a ConfigMap as files. */
export const ConfigMapVolumeSource = named(`${CORE}.ConfigMapVolumeSource`, {
  name: optional(Type.String(), '', { default: '' }),
  items: optional(listOf(KeyToPath, ATOMIC)),
  defaultMode: explicit(Int32),
  optional: explicit(Type.Boolean()),
});
export type ConfigMapVolumeSource = Static<typeof ConfigMapVolumeSource>;

/** A volume with the entries of a Secret as files. */
export const SecretVolumeSource = named(`${CORE}.SecretVolumeSource`, {
  secretName: optional(Type.String()),
  items: optional(listOf(KeyToPath, ATOMIC)),
  defaultMode: explicit(Int32),
  optional: explicit(Type.Boolean()),
});
export type SecretVolumeSource = Static<typeof SecretVolumeSource>;
