import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { type FieldError, forbidden, notSupported, requiredField } from '../../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { containersWithPaths } from '../containers.ts';

const SYSTEMS = ['linux', 'windows'];
const FOR_WINDOWS = 'windows options cannot be set for a linux pod';
const NOT_FOR_WINDOWS = 'cannot be set for a windows pod';

/** What is wrong with the operating system of a pod, and with what that system does not have (KEP-2802). */
export function validateOS(spec: PodSpec, path: FieldPath): FieldError[] {
  const { os } = spec;
  if (os === undefined) return [];
  const at = path.child('os');
  if (os.name === '') return [requiredField(at.child('name'))];
  if (!SYSTEMS.includes(os.name)) return [notSupported(at, os.name, SYSTEMS)];
  return os.name === 'linux' ? validateLinux(spec, path) : validateWindows(spec, path);
}

function validateLinux(spec: PodSpec, path: FieldPath): FieldError[] {
  const places = [
    [spec.securityContext, path],
    ...containersWithPaths(spec, path).map(([{ securityContext }, at]) => [securityContext, at] as const),
  ] as const;
  return errorsOfEach(places, ([context, at]) =>
    context?.windowsOptions === undefined
      ? []
      : [forbidden(at.child('securityContext').child('windowsOptions'), FOR_WINDOWS)],
  );
}

/** What Windows does not have in a pod, in the order in which it is looked at. */
const POD_FIELDS = [
  'securityContext.appArmorProfile',
  'securityContext.seLinuxOptions',
  'hostUsers',
  'hostPID',
  'hostIPC',
  'securityContext.seccompProfile',
  'securityContext.fsGroup',
  'securityContext.fsGroupChangePolicy',
  'securityContext.sysctls',
  'shareProcessNamespace',
  'securityContext.runAsUser',
  'securityContext.runAsGroup',
  'securityContext.supplementalGroups',
  'securityContext.supplementalGroupsPolicy',
  'securityContext.seLinuxChangePolicy',
] as const;

/** Likewise in a container. */
const CONTAINER_FIELDS = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
] as const;

function validateWindows(spec: PodSpec, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const context: Readonly<Record<string, unknown>> = spec.securityContext ?? {};
  for (const field of POD_FIELDS) {
    const [first, second] = field.split('.') as [keyof PodSpec, string?];
    const value = second === undefined ? spec[first] : context[second];
    // Namespaces of the node may be refused in so many words.
    const refused = (first === 'hostPID' || first === 'hostIPC') && value === false;
    if (value === undefined || refused) continue;
    errors.push(forbidden(second === undefined ? path.child(first) : path.child(first).child(second), NOT_FOR_WINDOWS));
  }
  for (const [{ securityContext = {} }, at] of containersWithPaths(spec, path)) {
    for (const field of CONTAINER_FIELDS) {
      if (securityContext[field] === undefined) continue;
      errors.push(forbidden(at.child('securityContext').child(field), NOT_FOR_WINDOWS));
    }
  }
  return errors;
}
