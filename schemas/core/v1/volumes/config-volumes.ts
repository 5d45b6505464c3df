import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, explicit, Int32, listOf, named, optional, required } from '../../../schema.ts';
import { namedConfigMap } from '../references.ts';

const CORE = 'io.k8s.api.core.v1';

/** Puts one key into a file. */
export const KeyToPath = named(`${CORE}.KeyToPath`, {
  key: required(Type.String(), 'The key whose value is written.'),
  path: required(Type.String(), 'Path of the file within the volume.'),
  mode: explicit(Int32, "Permissions of the file, from 0 to 0777; the volume's defaultMode where it is absent."),
});
export type KeyToPath = Static<typeof KeyToPath>;

/** A volume with the entries of a ConfigMap as files. */
export const ConfigMapVolumeSource = named(`${CORE}.ConfigMapVolumeSource`, {
  ...namedConfigMap,
  items: optional(
    listOf(KeyToPath, ATOMIC),
    'The keys to write and where; all of them under their own names where it is empty.',
  ),
  defaultMode: explicit(Int32, 'Permissions of the files; 0644 by default.'),
  optional: explicit(Type.Boolean(), 'Whether the ConfigMap or its keys may be missing.'),
});
export type ConfigMapVolumeSource = Static<typeof ConfigMapVolumeSource>;

/** A volume with the entries of a Secret as files. */
export const SecretVolumeSource = named(`${CORE}.SecretVolumeSource`, {
  secretName: optional(Type.String(), 'Name of the Secret.'),
  items: optional(
    listOf(KeyToPath, ATOMIC),
    'The keys to write and where; all of them under their own names where it is empty.',
  ),
  defaultMode: explicit(Int32, 'Permissions of the files; 0644 by default.'),
  optional: explicit(Type.Boolean(), 'Whether the Secret or its keys may be missing.'),
});
export type SecretVolumeSource = Static<typeof SecretVolumeSource>;
