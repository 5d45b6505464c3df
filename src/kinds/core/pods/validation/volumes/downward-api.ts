import type {
  DownwardAPIVolumeFile,
  DownwardAPIVolumeSource,
} from '../../../../../../schemas/core/v1/volumes/downward-api.ts';
import { type FieldError, invalid, requiredField } from '../../../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../../apimachinery/field-path.ts';
import { validateRequired } from '../../../../../apimachinery/validation/fields.ts';
import { validateObjectFieldSelector, validateResourceFieldSelector } from '../field-selectors.ts';
import { validateNonReservedPath } from '../paths.ts';
import { validateFileMode } from './config-volumes.ts';

/** The fields of a pod that a file can hold. */
const FIELDS = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];

/** What is wrong with a volume of fields of the pod. Files are named by the volume only, not by their place in it. */
export function validateDownwardAPIVolume(source: DownwardAPIVolumeSource, path: FieldPath): FieldError[] {
  return [
    ...validateFileMode(source.defaultMode, path.child('defaultMode')),
    ...errorsOfEach(source.items ?? [], (file) => validateDownwardAPIFile(file, path)),
  ];
}

/** What is wrong with a file of one field of the pod. */
export function validateDownwardAPIFile(file: DownwardAPIVolumeFile, path: FieldPath): FieldError[] {
  const at = path.child('path');
  return [
    ...validateRequired(file.path, at),
    ...validateNonReservedPath(file.path, at),
    ...validateFileSource(file, path),
    ...validateFileMode(file.mode, path.child('mode')),
  ];
}

function validateFileSource({ fieldRef, resourceFieldRef }: DownwardAPIVolumeFile, path: FieldPath): FieldError[] {
  if (fieldRef !== undefined) {
    const errors = validateObjectFieldSelector(fieldRef, FIELDS, path.child('fieldRef'));
    const both = 'fieldRef and resourceFieldRef can not be specified simultaneously';
    return resourceFieldRef === undefined ? errors : [...errors, invalid(path, 'resource', both)];
  }
  if (resourceFieldRef === undefined) return [requiredField(path, 'one of fieldRef and resourceFieldRef is required')];
  return validateResourceFieldSelector(resourceFieldRef, true, path.child('resourceFieldRef'));
}
