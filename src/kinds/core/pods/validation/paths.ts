import { type FieldError, invalid } from '../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';

/** A path that does not lead upwards. */
export function validatePathWithoutBacksteps(value: string, path: FieldPath): FieldError[] {
  return value.split('/').includes('..') ? [invalid(path, value, "must not contain '..'")] : [];
}

/** A relative path that does not lead upwards. */
export function validateDescendingPath(value: string, path: FieldPath): FieldError[] {
  return [
    ...(value.startsWith('/') ? [invalid(path, value, 'must be a relative path')] : []),
    ...validatePathWithoutBacksteps(value, path),
  ];
}

/** Likewise, and it keeps clear of the names that the kubelet uses for its own files, which begin with two dots. */
export function validateNonReservedPath(value: string, path: FieldPath): FieldError[] {
  const reserved = value.startsWith('..') && !value.startsWith('../');
  return [
    ...validateDescendingPath(value, path),
    ...(reserved ? [invalid(path, value, "must not start with '..'")] : []),
  ];
}
