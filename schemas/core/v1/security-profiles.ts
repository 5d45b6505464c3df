import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, enumerated, explicit, listOf, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** POSIX capabilities to add and drop. */
export const Capabilities = named(`${CORE}.Capabilities`, {
  add: optional(listOf(Type.String(), ATOMIC)),
  drop: optional(listOf(Type.String(), ATOMIC)),
});
export type Capabilities = Static<typeof Capabilities>;

/** The SELinux label of a container. */
export const SELinuxOptions = named(`${CORE}.SELinuxOptions`, {
  user: optional(Type.String()),
  role: optional(Type.String()),
  type: optional(Type.String()),
  level: optional(Type.String()),
});
export type SELinuxOptions = Static<typeof SELinuxOptions>;

/** The system calls that a container may make. */
export const SeccompProfile = named(
  `${CORE}.SeccompProfile`,
  {
    type: required(enumerated('Localhost', 'RuntimeDefault', 'Unconfined')),
    localhostProfile: explicit(Type.String()),
  },
  {
    'x-kubernetes-unions': [
      { discriminator: 'type', 'fields-to-discriminateBy': { localhostProfile: 'LocalhostProfile' } },
    ],
  },
);
export type SeccompProfile = Static<typeof SeccompProfile>;

/** The AppArmor profile that confines a container. */
export const AppArmorProfile = named(
  `${CORE}.AppArmorProfile`,
  {
    type: required(enumerated('Localhost', 'RuntimeDefault', 'Unconfined')),
    localhostProfile: explicit(Type.String()),
  },
  {
    'x-kubernetes-unions': [
      { discriminator: 'type', 'fields-to-discriminateBy': { localhostProfile: 'LocalhostProfile' } },
    ],
  },
);
export type AppArmorProfile = Static<typeof AppArmorProfile>;

/** Security settings of Windows containers. */
export const WindowsSecurityContextOptions = named(`${CORE}.WindowsSecurityContextOptions`, {
  gmsaCredentialSpecName: explicit(Type.String()),
  gmsaCredentialSpec: explicit(Type.String()),
  runAsUserName: explicit(Type.String()),
  hostProcess: explicit(Type.Boolean()),
});
export type WindowsSecurityContextOptions = Static<typeof WindowsSecurityContextOptions>;

/** A kernel parameter of the pod. */
export const Sysctl = named(`${CORE}.Sysctl`, {
  name: required(Type.String()),
  value: required(Type.String()),
});
export type Sysctl = Static<typeof Sysctl>;
