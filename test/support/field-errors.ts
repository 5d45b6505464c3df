import type { FieldError } from '../../src/apimachinery/field-error.ts';

/** Errors as a Status prints them, one text each. */
export function errorTexts(errors: readonly FieldError[]): string[] {
  return errors.map(({ field, message }) => `${field}: ${message}`);
}
