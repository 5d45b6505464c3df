import type {
  EmptyDirVolumeSource,
  GitRepoVolumeSource,
  HostPathVolumeSource,
  ImageVolumeSource,
} from '../../../../../../schemas/core/v1/volumes/node-volumes.ts';
import type { Volume } from '../../../../../../schemas/core/v1/volumes/volume.ts';
import { type FieldError, forbidden, requiredField } from '../../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../../apimachinery/field-path.ts';
import { compareQuantities } from '../../../../../apimachinery/quantity.ts';
import {
  validateOneOf,
  validateRequired,
  validateRequiredOneOf,
} from '../../../../../apimachinery/validation/fields.ts';
import { validateDescendingPath, validatePathWithoutBacksteps } from '../paths.ts';

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

/** What is wrong with a folder that starts empty. */
export function validateEmptyDir({ sizeLimit }: EmptyDirVolumeSource, path: FieldPath): FieldError[] {
  if (sizeLimit === undefined || compareQuantities(sizeLimit, '0') >= 0) return [];
  return [forbidden(path.child('sizeLimit'), 'SizeLimit field must be a valid resource quantity')];
}

/** What is wrong with a file or folder of the node. */
export function validateHostPath(source: HostPathVolumeSource, path: FieldPath): FieldError[] {
  if (source.path === '') return [requiredField(path.child('path'))];
  return [
    ...validatePathWithoutBacksteps(source.path, path.child('path')),
    ...validateOneOf(source.type, HOST_PATH_TYPES, path.child('type')),
  ];
}

/** What is wrong with a clone of a git repository. */
export function validateGitRepo({ repository, directory = '' }: GitRepoVolumeSource, path: FieldPath): FieldError[] {
  return [
    ...validateRequired(repository, path.child('repository')),
    ...validateDescendingPath(directory, path.child('directory')),
  ];
}

/** What is wrong with the files of an image, wherever they are named. */
export function validateImageVolume({ pullPolicy }: ImageVolumeSource, path: FieldPath): FieldError[] {
  return validateRequiredOneOf(pullPolicy, PULL_POLICIES, path.child('pullPolicy'));
}

/** A pod says which image it is; a template may leave that to whoever makes pods of it. */
export function validateImageReference({ image }: Volume, path: FieldPath): FieldError[] {
  return image === undefined ? [] : validateRequired(image.reference, path.child('reference'));
}
