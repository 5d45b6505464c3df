import { type FieldError, invalid, tooLong } from '../field-error.ts';
import type { FieldPath } from '../field-path.ts';
import { byteLength } from './byte-length.ts';
import { isQualifiedName } from './qualified-name.ts';

/** Keys and values of all annotations of an object together may take this many bytes, 256 KiB. */
const TOTAL_LIMIT = 256 * 1024;

/** What is wrong with a set of annotations: keys are qualified names, upper case allowed everywhere; values are free. */
export function validateAnnotations(
  annotations: Readonly<Record<string, string>> | undefined,
  path: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  let length = 0;
  for (const key in annotations) {
    if (isQualifiedName(key).length > 0) {
      for (const problem of isQualifiedName(key.toLowerCase())) errors.push(invalid(path, key, problem));
    }
    length += key.length + (annotations[key]?.length ?? 0);
  }
  // Bytes are counted only where the characters, of up to three bytes each, come near the limit.
  if (length * 3 > TOTAL_LIMIT && totalBytes(annotations ?? {}) > TOTAL_LIMIT) errors.push(tooLong(path, TOTAL_LIMIT));
  return errors;
}

function totalBytes(annotations: Readonly<Record<string, string>>): number {
  return Object.entries(annotations).reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
}
