import type { SecurityContext } from '../../../../../schemas/core/v1/security-context.ts';
import { type FieldError, invalid, notSupported } from '../../../../apimachinery/field-error.ts';
import { addErrors } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { mustBeBetween } from '../../../../apimachinery/validation/messages.ts';
import { validateAppArmorProfile, validateSeccompProfile } from './security-profiles.ts';
import { validateWindowsOptions } from './windows-options.ts';

const MOST_ID = 2 ** 31 - 1;
const PROC_MOUNTS = ['Default', 'Unmasked'];

/** What is wrong with the number of a user or group, where there is one. */
export function validateId(id: number | bigint | undefined, path: FieldPath): FieldError[] {
  return id === undefined || (id >= 0 && id <= MOST_ID) ? [] : [invalid(path, id, mustBeBetween(0, MOST_ID))];
}

/** What is wrong with the privileges of a container; `hostUsers` is whether the pod has the node's users. */
export function validateSecurityContext(
  context: SecurityContext | undefined,
  hostUsers: boolean,
  path: FieldPath,
): FieldError[] {
  if (context === undefined) return [];
  const { procMount } = context;
  const at = path.child('procMount');
  const errors = [
    ...validateId(context.runAsUser, path.child('runAsUser')),
    ...validateId(context.runAsGroup, path.child('runAsGroup')),
  ];
  if (procMount !== undefined && !PROC_MOUNTS.includes(procMount))
    errors.push(notSupported(at, procMount, PROC_MOUNTS));
  if (procMount === 'Unmasked' && hostUsers) {
    errors.push(invalid(at, procMount, '`hostUsers` must be false to use `Unmasked`'));
  }
  addErrors(errors, [
    ...validateSeccompProfile(context.seccompProfile, path.child('seccompProfile')),
    ...validateEscalation(context, path),
    ...validateWindowsOptions(context.windowsOptions, path.child('windowsOptions')),
    ...validateAppArmorProfile(context.appArmorProfile, path.child('appArmorProfile')),
  ]);
  return errors;
}

/** Who has all privileges cannot be kept from gaining them. */
function validateEscalation(context: SecurityContext, path: FieldPath): FieldError[] {
  const { allowPrivilegeEscalation, privileged, capabilities } = context;
  if (allowPrivilegeEscalation !== false) return [];
  const errors: FieldError[] = [];
  const without = 'cannot set `allowPrivilegeEscalation` to false and';
  if (privileged === true) errors.push(invalid(path, inOwnNames(context), `${without} \`privileged\` to true`));
  for (const capability of capabilities?.add ?? []) {
    if (capability === 'CAP_SYS_ADMIN') {
      errors.push(invalid(path, inOwnNames(context), `${without} \`capabilities.Add\` CAP_SYS_ADMIN`));
    }
  }
  return errors;
}

/** As kube-apiserver shows it, by the names of its own type. */
function inOwnNames(context: SecurityContext): Record<string, unknown> {
  const { capabilities, seLinuxOptions: label, windowsOptions: windows } = context;
  const profile = (p: SecurityContext['seccompProfile'] | SecurityContext['appArmorProfile']) =>
    p === undefined ? null : { Type: p.type, LocalhostProfile: p.localhostProfile ?? null };
  return {
    Capabilities:
      capabilities === undefined ? null : { Add: capabilities.add ?? null, Drop: capabilities.drop ?? null },
    Privileged: context.privileged ?? null,
    SELinuxOptions:
      label === undefined
        ? null
        : { User: label.user ?? '', Role: label.role ?? '', Type: label.type ?? '', Level: label.level ?? '' },
    WindowsOptions:
      windows === undefined
        ? null
        : {
            GMSACredentialSpecName: windows.gmsaCredentialSpecName ?? null,
            GMSACredentialSpec: windows.gmsaCredentialSpec ?? null,
            RunAsUserName: windows.runAsUserName ?? null,
            HostProcess: windows.hostProcess ?? null,
          },
    RunAsUser: context.runAsUser ?? null,
    RunAsGroup: context.runAsGroup ?? null,
    RunAsNonRoot: context.runAsNonRoot ?? null,
    ReadOnlyRootFilesystem: context.readOnlyRootFilesystem ?? null,
    AllowPrivilegeEscalation: context.allowPrivilegeEscalation ?? null,
    ProcMount: context.procMount ?? null,
    SeccompProfile: profile(context.seccompProfile),
    AppArmorProfile: profile(context.appArmorProfile),
  };
}
