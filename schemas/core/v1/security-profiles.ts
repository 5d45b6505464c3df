import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, enumerated, explicit, listOf, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

// A profile of the node is named by type Localhost together with localhostProfile; the other types stand alone.
const PROFILE_UNION = {
  'x-kubernetes-unions': [
    { discriminator: 'type', 'fields-to-discriminateBy': { localhostProfile: 'LocalhostProfile' } },
  ],
};

/** POSIX capabilities to add and drop. */
export const Capabilities = named(`${CORE}.Capabilities`, {
  add: optional(listOf(Type.String(), ATOMIC), "Capabilities given beyond the runtime's."),
  drop: optional(listOf(Type.String(), ATOMIC), 'Capabilities taken away.'),
});
export type Capabilities = Static<typeof Capabilities>;

/** The SELinux label of a container. */
export const SELinuxOptions = named(`${CORE}.SELinuxOptions`, {
  user: optional(Type.String(), "The label's user."),
  role: optional(Type.String(), "The label's role."),
  type: optional(Type.String(), "The label's type."),
  level: optional(Type.String(), "The label's level."),
});
export type SELinuxOptions = Static<typeof SELinuxOptions>;

/** The system calls that a container may make. */
export const SeccompProfile = named(
  `${CORE}.SeccompProfile`,
  {
    type: required(
      enumerated('Localhost', 'RuntimeDefault', 'Unconfined'),
      '`Localhost` (a file of the node), `RuntimeDefault` or `Unconfined`.',
    ),
    localhostProfile: explicit(
      Type.String(),
      "Path of the file below the kubelet's seccomp folder; with type `Localhost` only.",
    ),
  },
  PROFILE_UNION,
);
export type SeccompProfile = Static<typeof SeccompProfile>;

/** The AppArmor profile that confines a container. */
export const AppArmorProfile = named(
  `${CORE}.AppArmorProfile`,
  {
    type: required(
      enumerated('Localhost', 'RuntimeDefault', 'Unconfined'),
      '`Localhost` (a profile loaded on the node), `RuntimeDefault` or `Unconfined`.',
    ),
    localhostProfile: explicit(Type.String(), 'Name of the loaded profile; with type `Localhost` only.'),
  },
  PROFILE_UNION,
);
export type AppArmorProfile = Static<typeof AppArmorProfile>;

/** Security settings of Windows containers. */
export const WindowsSecurityContextOptions = named(`${CORE}.WindowsSecurityContextOptions`, {
  gmsaCredentialSpecName: explicit(Type.String(), 'Name of the GMSA credential spec.'),
  gmsaCredentialSpec: explicit(Type.String(), 'The GMSA credential spec itself.'),
  runAsUserName: explicit(Type.String(), "User that the container's first process runs as."),
  hostProcess: explicit(Type.Boolean(), 'Whether the container runs as a process of the host.'),
});
export type WindowsSecurityContextOptions = Static<typeof WindowsSecurityContextOptions>;

/** A kernel parameter of the pod. */
export const Sysctl = named(`${CORE}.Sysctl`, {
  name: required(Type.String(), 'Name of the kernel parameter.'),
  value: required(Type.String(), 'Value of the kernel parameter.'),
});
export type Sysctl = Static<typeof Sysctl>;
