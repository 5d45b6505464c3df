import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, enumerated, explicit, Integer64, listOf, named, optional } from '../../schema.ts';
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
  capabilities: optional(Capabilities),
  privileged: explicit(Type.Boolean()),
  seLinuxOptions: optional(SELinuxOptions),
  windowsOptions: optional(WindowsSecurityContextOptions),
  runAsUser: explicit(Integer64),
  runAsGroup: explicit(Integer64),
  runAsNonRoot: explicit(Type.Boolean()),
  readOnlyRootFilesystem: explicit(Type.Boolean()),
  allowPrivilegeEscalation: explicit(Type.Boolean()),
  procMount: explicit(enumerated('Default', 'Unmasked')),
  seccompProfile: optional(SeccompProfile),
  appArmorProfile: optional(AppArmorProfile),
});
export type SecurityContext = Static<typeof SecurityContext>;

/** The privileges of all containers of a pod. */
export const PodSecurityContext = named(`${CORE}.PodSecurityContext`, {
  seLinuxOptions: optional(SELinuxOptions),
  windowsOptions: optional(WindowsSecurityContextOptions),
  runAsUser: explicit(Integer64),
  runAsGroup: explicit(Integer64),
  runAsNonRoot: explicit(Type.Boolean()),
  supplementalGroups: optional(listOf(Integer64, ATOMIC)),
  supplementalGroupsPolicy: explicit(enumerated('Merge', 'Strict')),
  fsGroup: explicit(Integer64),
  sysctls: optional(listOf(Sysctl, ATOMIC)),
  fsGroupChangePolicy: explicit(enumerated('Always', 'OnRootMismatch')),
  seccompProfile: optional(SeccompProfile),
  appArmorProfile: optional(AppArmorProfile),
  seLinuxChangePolicy: explicit(Type.String()),
});
export type PodSecurityContext = Static<typeof PodSecurityContext>;
