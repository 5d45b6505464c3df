import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { type FieldError, forbidden } from '../../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { containersWithPaths } from '../containers.ts';

const WITHOUT_HOST_USERS = 'when `hostUsers` is false';
/** The other namespaces of the node, by what kube-apiserver calls their fields. */
const NAMESPACES = [
  ['hostNetwork', 'hostNetwork'],
  ['hostPID', 'HostPID'],
  ['hostIPC', 'HostIPC'],
] as const;

/** A pod with users of its own does not share the node's other namespaces, nor its block devices (KEP-127). */
export function validateHostUsers(spec: PodSpec, path: FieldPath): FieldError[] {
  if (spec.hostUsers !== false) return [];
  return [
    ...errorsOfEach(NAMESPACES, ([field, shown]) =>
      spec[field] === true ? [forbidden(path.child(shown), WITHOUT_HOST_USERS)] : [],
    ),
    ...errorsOfEach(containersWithPaths(spec, path), ([{ volumeDevices = [] }, at]) =>
      volumeDevices.length > 0 ? [forbidden(at.child('volumeDevices'), WITHOUT_HOST_USERS)] : [],
    ),
  ];
}
