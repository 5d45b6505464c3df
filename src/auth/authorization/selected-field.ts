import type { ResourceAttributes } from '../../../schemas/authorization/v1/attributes.ts';
import { parseFieldSelector } from '../../apimachinery/fields/parse-field-selector.ts';

/**
 * Whether a request limits itself to objects that have this value in a field. A selector that cannot be read limits nothing, nor does
 * one that offers several values.
 */
export function selectsField({ fieldSelector }: ResourceAttributes, field: string, value: string): boolean {
  if (fieldSelector === undefined) return false;
  const { rawSelector, requirements = [] } = fieldSelector;
  if (requirements.some(({ key, operator, values = [] }) => isExactly(key, operator, values, field, value)))
    return true;
  if (rawSelector === undefined || rawSelector === '') return false;
  try {
    return parseFieldSelector(rawSelector).some((term) => term.equal && term.field === field && term.value === value);
  } catch {
    return false;
  }
}

function isExactly(key: string, operator: string, values: readonly string[], field: string, value: string): boolean {
  return operator === 'In' && key === field && values.length === 1 && values[0] === value;
}
