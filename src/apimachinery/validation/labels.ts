import { type FieldError, invalid } from '../field-error.ts';
import type { FieldPath } from '../field-path.ts';
import { isLabelValue, isQualifiedName } from './qualified-name.ts';

/** What is wrong with a set of labels, or with the pairs of a selector: keys are qualified names, values are label values. */
export function validateLabels(labels: Readonly<Record<string, string>> | undefined, path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const key in labels) {
    const value = labels[key] ?? '';
    for (const problem of isQualifiedName(key)) errors.push(invalid(path, key, problem));
    for (const problem of isLabelValue(value)) errors.push(invalid(path, value, problem));
  }
  return errors;
}
