import { type Static, Type } from '@sinclair/typebox';
import { explicit, named, optional, required } from '../../schema.ts';
import { ObjectFieldSelector, ResourceFieldSelector } from './field-selectors.ts';

const CORE = 'io.k8s.api.core.v1';

/** Selects a key of a ConfigMap. */
export const ConfigMapKeySelector = named(
  `${CORE}.ConfigMapKeySelector`,
  {
    name: optional(Type.String(), '', { default: '' }),
    key: required(Type.String()),
    optional: explicit(Type.Boolean()),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type ConfigMapKeySelector = Static<typeof ConfigMapKeySelector>;

/** Selects a key of a Secret. */
export const SecretKeySelector = named(
  `${CORE}.SecretKeySelector`,
  {
    name: optional(Type.String(), '', { default: '' }),
    key: required(Type.String()),
    optional: explicit(Type.Boolean()),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type SecretKeySelector = Static<typeof SecretKeySelector>;

/** Selects a key of an env file in a volume. */
export const FileKeySelector = named(
  `${CORE}.FileKeySelector`,
  {
    volumeName: required(Type.String()),
    path: required(Type.String()),
    key: required(Type.String()),
    optional: explicit(Type.Boolean(), '', { default: false }),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type FileKeySelector = Static<typeof FileKeySelector>;

/** Where the value of an environment variable comes from. */
export const EnvVarSource = named(`${CORE}.EnvVarSource`, {
  fieldRef: optional(ObjectFieldSelector),
  resourceFieldRef: optional(ResourceFieldSelector),
  configMapKeyRef: optional(ConfigMapKeySelector),
  secretKeyRef: optional(SecretKeySelector),
  fileKeyRef: optional(FileKeySelector),
});
export type EnvVarSource = Static<typeof EnvVarSource>;

/** One environment variable. */
export const EnvVar = named(`${CORE}.EnvVar`, {
  name: required(Type.String()),
  value: optional(Type.String()),
  valueFrom: optional(EnvVarSource),
});
export type EnvVar = Static<typeof EnvVar>;

/** A ConfigMap whose entries become environment variables. */
export const ConfigMapEnvSource = named(`${CORE}.ConfigMapEnvSource`, {
  name: optional(Type.String(), '', { default: '' }),
  optional: explicit(Type.Boolean()),
});
export type ConfigMapEnvSource = Static<typeof ConfigMapEnvSource>;

/** A Secret whose entries become environment variables. */
export const SecretEnvSource = named(`${CORE}.SecretEnvSource`, {
  name: optional(Type.String(), '', { default: '' }),
  optional: explicit(Type.Boolean()),
});
export type SecretEnvSource = Static<typeof SecretEnvSource>;

/** A set of environment variables from one object. */
export const EnvFromSource = named(`${CORE}.EnvFromSource`, {
  prefix: optional(Type.String()),
  configMapRef: optional(ConfigMapEnvSource),
  secretRef: optional(SecretEnvSource),
});
export type EnvFromSource = Static<typeof EnvFromSource>;
