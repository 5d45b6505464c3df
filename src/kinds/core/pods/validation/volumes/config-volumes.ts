import type {
  ConfigMapVolumeSource,
  KeyToPath,
  SecretVolumeSource,
} from '../../../../../../schemas/core/v1/volumes/config-volumes.ts';
import { type FieldError, invalid } from '../../../../../apimachinery/field-error.ts';
import { errorsOfEach } from '../../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../../apimachinery/field-path.ts';
import { validateRequired } from '../../../../../apimachinery/validation/fields.ts';
import { validateNonReservedPath } from '../paths.ts';

const MOST_PERMISSIONS = 0o777;

/** What is wrong with a volume of the entries of a Secret. */
export function validateSecretVolume(source: SecretVolumeSource, path: FieldPath): FieldError[] {
  return [
    ...validateRequired(source.secretName, path.child('secretName')),
    ...validateFileMode(source.defaultMode, path.child('defaultMode')),
    ...validateItems(source.items, path.child('items')),
  ];
}

/** What is wrong with a volume of the entries of a ConfigMap. */
export function validateConfigMapVolume(source: ConfigMapVolumeSource, path: FieldPath): FieldError[] {
  return [
    ...validateRequired(source.name, path.child('name')),
    ...validateFileMode(source.defaultMode, path.child('defaultMode')),
    ...validateItems(source.items, path.child('items')),
  ];
}

function validateItems(items: readonly KeyToPath[] | undefined, path: FieldPath): FieldError[] {
  return errorsOfEach(items ?? [], (item, i) => validateKeyToPath(item, path.index(i)));
}

/** What is wrong with writing a key into a file. */
export function validateKeyToPath(item: KeyToPath, path: FieldPath): FieldError[] {
  return [
    ...validateRequired(item.key, path.child('key')),
    ...validateRequired(item.path, path.child('path')),
    ...validateNonReservedPath(item.path, path.child('path')),
    ...validateFileMode(item.mode, path.child('mode')),
  ];
}

/** What is wrong with the permissions of a file. */
export function validateFileMode(mode: number | undefined, path: FieldPath): FieldError[] {
  if (mode === undefined || (mode >= 0 && mode <= MOST_PERMISSIONS)) return [];
  return [invalid(path, mode, 'must be a number between 0 and 0777 (octal), both inclusive')];
}
