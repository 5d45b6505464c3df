import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, enumerated, explicit, Integer64, keptEmpty, listOf, named, optional } from '../../schema.ts';
import {
  AppArmorProfile,
  Capabilities,
  SELinuxOptions,
  SeccompProfile,
  Sysctl,
  WindowsSecurityContextOptions,
} from './security-profiles.ts';

const CORE = 'io.k8s.api.core.v1';

/** The privileges of one container. */
export const SecurityContext = named(`${CORE}.SecurityContext`, {
  capabilities: optional(Capabilities, 'Capabilities to add and drop.'),
  privileged: explicit(Type.Boolean(), 'Whether the container may do almost all that root on the node may.'),
  seLinuxOptions: optional(SELinuxOptions, 'SELinux label of the container.'),
  windowsOptions: optional(WindowsSecurityContextOptions, 'Settings for Windows.'),
  runAsUser: explicit(Integer64, "UID of the container's first process; the image's by default."),
  runAsGroup: explicit(Integer64, "GID of the container's first process; the runtime's by default."),
  runAsNonRoot: explicit(Type.Boolean(), 'Whether a container that would run as UID 0 is refused.'),
  readOnlyRootFilesystem: explicit(Type.Boolean(), 'Whether the root file system can only be read.'),
  allowPrivilegeEscalation: explicit(Type.Boolean(), 'Whether a process may gain more privileges than its parent.'),
  procMount: explicit(enumerated('Default', 'Unmasked'), 'How /proc is mounted: `Default` or `Unmasked`.'),
  seccompProfile: optional(SeccompProfile, 'System calls that the container may make.'),
  appArmorProfile: optional(AppArmorProfile, 'AppArmor profile of the container.'),
});
export type SecurityContext = Static<typeof SecurityContext>;

/** The privileges of all containers of a pod. */
export const PodSecurityContext = named(`${CORE}.PodSecurityContext`, {
  seLinuxOptions: optional(SELinuxOptions, 'SELinux label of all containers.'),
  windowsOptions: optional(WindowsSecurityContextOptions, 'Settings for Windows.'),
  runAsUser: explicit(Integer64, "UID of each container's first process; the image's by default."),
  runAsGroup: explicit(Integer64, "GID of each container's first process; the runtime's by default."),
  runAsNonRoot: explicit(Type.Boolean(), 'Whether containers that would run as UID 0 are refused.'),
  supplementalGroups: keptEmpty(listOf(Integer64, ATOMIC), "Further groups of each container's first process."),
  supplementalGroupsPolicy: explicit(
    enumerated('Merge', 'Strict'),
    "Whether groups of the image's own user count too: `Merge` or `Strict`.",
  ),
  fsGroup: explicit(Integer64, "Group that owns the pod's volumes where they support it."),
  sysctls: optional(listOf(Sysctl, ATOMIC), 'Kernel parameters of the pod.'),
  fsGroupChangePolicy: explicit(
    enumerated('Always', 'OnRootMismatch'),
    "When the owner of a volume's files is changed: `Always` or `OnRootMismatch`.",
  ),
  seccompProfile: optional(SeccompProfile, 'System calls that the containers may make.'),
  appArmorProfile: optional(AppArmorProfile, 'AppArmor profile of the containers.'),
  seLinuxChangePolicy: explicit(Type.String(), 'How volumes get the SELinux label: `Recursive` or `MountOption`.'),
});
export type PodSecurityContext = Static<typeof PodSecurityContext>;
