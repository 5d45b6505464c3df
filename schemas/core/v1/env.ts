import { type Static, Type } from '@sinclair/typebox';
import { explicit, named, optional, required } from '../../schema.ts';
import { ObjectFieldSelector, ResourceFieldSelector } from './field-selectors.ts';
import { namedConfigMap, namedSecret } from './references.ts';

const CORE = 'io.k8s.api.core.v1';

/** Selects a key of a ConfigMap. */
export const ConfigMapKeySelector = named(
  `${CORE}.ConfigMapKeySelector`,
  {
    ...namedConfigMap,
    key: required(Type.String(), 'The key whose value is taken.'),
    optional: explicit(Type.Boolean(), 'Whether the ConfigMap or its key may be missing.'),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type ConfigMapKeySelector = Static<typeof ConfigMapKeySelector>;

/** Selects a key of a Secret. */
export const SecretKeySelector = named(
  `${CORE}.SecretKeySelector`,
  {
    ...namedSecret,
    key: required(Type.String(), 'The key whose value is taken.'),
    optional: explicit(Type.Boolean(), 'Whether the Secret or its key may be missing.'),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type SecretKeySelector = Static<typeof SecretKeySelector>;

/** Selects a key of an env file in a volume. */
export const FileKeySelector = named(
  `${CORE}.FileKeySelector`,
  {
    volumeName: required(Type.String(), 'Name of the volume that holds the file.'),
    path: required(Type.String(), 'Path of the file within the volume.'),
    key: required(Type.String(), 'The key in the file whose value is taken.'),
    optional: explicit(Type.Boolean(), 'Whether the file or its key may be missing.', { default: false }),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type FileKeySelector = Static<typeof FileKeySelector>;

/** Where the value of an environment variable comes from. */
export const EnvVarSource = named(`${CORE}.EnvVarSource`, {
  fieldRef: optional(ObjectFieldSelector, 'Takes a field of the pod.'),
  resourceFieldRef: optional(ResourceFieldSelector, 'Takes a request or limit of a container.'),
  configMapKeyRef: optional(ConfigMapKeySelector, 'Takes a value of a ConfigMap in the same namespace.'),
  secretKeyRef: optional(SecretKeySelector, 'Takes a value of a Secret in the same namespace.'),
  fileKeyRef: optional(FileKeySelector, 'Takes a value of a file in env format in a volume of the pod.'),
});
export type EnvVarSource = Static<typeof EnvVarSource>;

/** One environment variable. */
export const EnvVar = named(`${CORE}.EnvVar`, {
  name: required(Type.String(), 'Name of the variable.'),
  value: optional(Type.String(), 'Its value, in which `$(NAME)` stands for variables defined before it.'),
  valueFrom: optional(EnvVarSource, 'Where the value comes from; not together with a value.'),
});
export type EnvVar = Static<typeof EnvVar>;

/** A ConfigMap whose entries become environment variables. */
export const ConfigMapEnvSource = named(`${CORE}.ConfigMapEnvSource`, {
  ...namedConfigMap,
  optional: explicit(Type.Boolean(), 'Whether the ConfigMap may be missing.'),
});
export type ConfigMapEnvSource = Static<typeof ConfigMapEnvSource>;

/** A Secret whose entries become environment variables. */
export const SecretEnvSource = named(`${CORE}.SecretEnvSource`, {
  ...namedSecret,
  optional: explicit(Type.Boolean(), 'Whether the Secret may be missing.'),
});
export type SecretEnvSource = Static<typeof SecretEnvSource>;

/** A set of environment variables from one object. */
export const EnvFromSource = named(`${CORE}.EnvFromSource`, {
  prefix: optional(Type.String(), 'Text put in front of each name.'),
  configMapRef: optional(ConfigMapEnvSource, 'The ConfigMap to take entries from.'),
  secretRef: optional(SecretEnvSource, 'The Secret to take entries from.'),
});
export type EnvFromSource = Static<typeof EnvFromSource>;
