import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { type FieldError, invalid } from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { validateOneOf } from '../../../../apimachinery/validation/fields.ts';
import { validateId } from './security-context.ts';
import { validateAppArmorProfile, validateSeccompProfile } from './security-profiles.ts';
import { validateSysctls } from './sysctls.ts';
import { validateWindowsOptions } from './windows-options.ts';

const FS_GROUP_CHANGE_POLICIES = ['Always', 'OnRootMismatch'];
const SUPPLEMENTAL_GROUPS_POLICIES = ['Merge', 'Strict'];
const SELINUX_CHANGE_POLICIES = ['MountOption', 'Recursive'];
/** As long as SELinuxMount is switched off, as it is in Kubernetes v1.36 by default, volumes are relabelled file by file. */
const NEW_SELINUX_CHANGE_POLICIES = ['Recursive'];

/** What is wrong with the privileges of all containers of a pod; `old` is the spec that it replaces. */
export function validatePodSecurityContext(spec: PodSpec, path: FieldPath, old?: PodSpec): FieldError[] {
  const { securityContext: context = {}, shareProcessNamespace, hostPID } = spec;
  const errors = [
    ...validateId(context.fsGroup, path.child('fsGroup')),
    ...validateId(context.runAsUser, path.child('runAsUser')),
    ...validateId(context.runAsGroup, path.child('runAsGroup')),
    ...errorsOfEach(context.supplementalGroups ?? [], (id, i) =>
      validateId(id, path.child('supplementalGroups').index(i)),
    ),
  ];
  if (shareProcessNamespace === true && hostPID === true) {
    const both = 'ShareProcessNamespace and HostPID cannot both be enabled';
    errors.push(invalid(path.child('shareProcessNamespace'), true, both));
  }
  const supplemental = path.child('supplementalGroupsPolicy');
  const hadPolicy = old?.securityContext?.seLinuxChangePolicy !== undefined;
  const changePolicies = hadPolicy ? SELINUX_CHANGE_POLICIES : NEW_SELINUX_CHANGE_POLICIES;
  addErrors(errors, [
    ...validateSysctls(spec, path.child('sysctls')),
    ...validateOneOf(context.fsGroupChangePolicy, FS_GROUP_CHANGE_POLICIES, path.child('fsGroupChangePolicy')),
    ...validateSeccompProfile(context.seccompProfile, path.child('seccompProfile')),
    ...validateWindowsOptions(context.windowsOptions, path.child('windowsOptions')),
    ...validateAppArmorProfile(context.appArmorProfile, path.child('appArmorProfile')),
    ...validateOneOf(context.supplementalGroupsPolicy, SUPPLEMENTAL_GROUPS_POLICIES, supplemental),
    ...validateOneOf(context.seLinuxChangePolicy, changePolicies, path.child('seLinuxChangePolicy')),
  ]);
  return errors;
}
