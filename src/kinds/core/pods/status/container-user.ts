import type { ContainerStatus, LinuxContainerUser } from '../../../../../schemas/core/v1/container-status.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { type FieldError, forbidden, invalid } from '../../../../apimachinery/field-error.ts';
import { addErrors } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { mustBeBetween } from '../../../../apimachinery/validation/messages.ts';

/** Kernels take user and group IDs up to 2^32 - 2, container runtimes those that fit a signed 32-bit integer. */
const MOST_ID = 2 ** 31 - 1;

/** The identity of a container's first process: IDs in range, and none of Linux in a Windows pod (KEP-3619). */
export function validateContainerUsers(
  statuses: readonly ContainerStatus[] | undefined,
  path: FieldPath,
  spec: () => PodSpec,
): FieldError[] {
  const errors: FieldError[] = [];
  for (const [i, { user }] of (statuses ?? []).entries()) {
    if (user?.linux === undefined) continue;
    const at = path.index(i).child('user').child('linux');
    const os = spec().os?.name ?? 'linux';
    if (os === 'windows') errors.push(forbidden(at, 'cannot be set for a windows pod'));
    else if (os === 'linux') addErrors(errors, validateLinuxUser(user.linux, at));
  }
  return errors;
}

function validateLinuxUser({ uid, gid, supplementalGroups = [] }: LinuxContainerUser, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const check = (id: number | bigint, at: FieldPath) => {
    if (id < 0 || id > MOST_ID) errors.push(invalid(at, id, mustBeBetween(0, MOST_ID)));
  };
  check(uid, path.child('uid'));
  check(gid, path.child('gid'));
  for (const [i, group] of supplementalGroups.entries()) check(group, path.child('supplementalGroups').index(i));
  return errors;
}
