import type { Container, EphemeralContainer } from '../../../../../schemas/core/v1/container.ts';
import type { VolumeMount } from '../../../../../schemas/core/v1/volume-mount.ts';
import {
  type FieldError,
  forbidden,
  invalid,
  notFoundValue,
  notSupported,
  requiredField,
} from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { firstBy, nameOf } from '../../../../apimachinery/first-by.ts';
import { validateOneOf, validateRequired } from '../../../../apimachinery/validation/fields.ts';
import { validateDescendingPath } from './paths.ts';
import type { Volumes } from './volumes.ts';

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];
const RECURSIVE_READ_ONLY = ['Disabled', 'Enabled', 'IfPossible'];

/** What is wrong with the volumes that a container mounts. What is said of a path within a volume names the list only. */
export function validateVolumeMounts(
  container: Container | EphemeralContainer,
  volumes: Volumes,
  path: FieldPath,
): FieldError[] {
  const { volumeMounts = [], volumeDevices = [] } = container;
  const mountPaths = new Set<string>();
  const deviceOf = firstBy(volumeDevices, nameOf);
  const deviceAt = firstBy(volumeDevices, ({ devicePath }) => devicePath);
  return errorsOfEach(volumeMounts, (mount, i) => {
    const { name, mountPath } = mount;
    const at = path.index(i);
    const errors = validateRequired(name, at.child('name'));
    if (!volumes.has(name)) errors.push(notFoundValue(at.child('name'), name));
    if (mountPath === '') errors.push(requiredField(at.child('mountPath')));
    if (mountPaths.has(mountPath)) errors.push(invalid(at.child('mountPath'), mountPath, 'must be unique'));
    mountPaths.add(mountPath);
    if (deviceOf(name) !== undefined) {
      errors.push(invalid(at.child('name'), name, 'must not already exist in volumeDevices'));
    }
    if (deviceAt(mountPath) !== undefined) {
      errors.push(invalid(at.child('mountPath'), mountPath, 'must not already exist as a path in volumeDevices'));
    }
    addErrors(errors, validateSubPaths(mount, at, path));
    addErrors(errors, validatePropagation(mount, container, path.child('mountPropagation')));
    addErrors(errors, validateRecursiveReadOnly(mount, path.child('recursiveReadOnly')));
    return errors;
  });
}

function validateSubPaths(mount: VolumeMount, path: FieldPath, list: FieldPath): FieldError[] {
  const { subPath = '', subPathExpr = '' } = mount;
  const errors: FieldError[] = [];
  if (subPath !== '') addErrors(errors, validateDescendingPath(subPath, list.child('subPath')));
  if (subPathExpr === '') return errors;
  if (subPath !== '') {
    errors.push(invalid(path.child('subPathExpr'), subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
  }
  addErrors(errors, validateDescendingPath(subPathExpr, list.child('subPathExpr')));
  return errors;
}

function validatePropagation(
  { mountPropagation }: VolumeMount,
  { securityContext }: Container | EphemeralContainer,
  path: FieldPath,
): FieldError[] {
  const errors = validateOneOf(mountPropagation, PROPAGATIONS, path);
  if (mountPropagation === 'Bidirectional' && securityContext?.privileged !== true) {
    errors.push(forbidden(path, 'Bidirectional mount propagation is available only to privileged containers'));
  }
  return errors;
}

function validateRecursiveReadOnly(mount: VolumeMount, path: FieldPath): FieldError[] {
  const { recursiveReadOnly, readOnly, mountPropagation = 'None' } = mount;
  if (recursiveReadOnly === undefined || recursiveReadOnly === 'Disabled') return [];
  if (!RECURSIVE_READ_ONLY.includes(recursiveReadOnly)) {
    return [notSupported(path, recursiveReadOnly, RECURSIVE_READ_ONLY)];
  }
  const errors: FieldError[] = [];
  if (readOnly !== true) errors.push(forbidden(path, 'may only be specified when readOnly is true'));
  if (mountPropagation !== 'None') {
    errors.push(forbidden(path, 'may only be specified when mountPropagation is None or not specified'));
  }
  return errors;
}

/** What is wrong with the block devices that a container is handed. */
export function validateVolumeDevices(
  { volumeDevices = [], volumeMounts = [] }: Container | EphemeralContainer,
  volumes: Volumes,
  path: FieldPath,
): FieldError[] {
  const names = new Set<string>();
  const paths = new Set<string>();
  const mountOf = firstBy(volumeMounts, nameOf);
  const mountAt = firstBy(volumeMounts, ({ mountPath }) => mountPath);
  return errorsOfEach(volumeDevices, ({ name, devicePath }, i) => {
    const named = path.index(i).child('name');
    const placed = path.index(i).child('devicePath');
    const volume = volumes.get(name);
    const errors = validateRequired(name, named);
    if (names.has(name)) errors.push(invalid(named, name, 'must be unique'));
    if (volume === undefined) {
      errors.push(notFoundValue(named, name));
    } else if (volume.persistentVolumeClaim === undefined && volume.ephemeral === undefined) {
      const claims = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
      errors.push(invalid(named, name, claims));
    }
    if (devicePath === '') errors.push(requiredField(placed));
    if (paths.has(devicePath)) errors.push(invalid(placed, devicePath, 'must be unique'));
    if (devicePath.split('/').includes('..')) {
      errors.push(invalid(placed, devicePath, "can not contain backsteps ('..')"));
    } else {
      paths.add(devicePath);
    }
    if (mountOf(name) !== undefined) {
      errors.push(invalid(named, name, 'must not already exist in volumeMounts'));
    }
    if (mountAt(devicePath) !== undefined) {
      errors.push(invalid(placed, devicePath, 'must not already exist as a path in volumeMounts'));
    }
    if (name !== '') names.add(name);
    return errors;
  });
}
