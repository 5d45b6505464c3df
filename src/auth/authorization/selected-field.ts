import type { ResourceAttributes } from '../../../schemas/authorization/v1/attributes.ts';
import { fieldParts } from '../../apimachinery/selector-attributes.ts';

/** Whether a request limits itself to objects that have this value in a field. What cannot be read of a selector limits nothing. */
export function selectsField(attributes: ResourceAttributes, field: string, value: string): boolean {
  return fieldParts(attributes).requirements.some(
    ({ key, operator, values }) => operator === 'In' && key === field && values?.[0] === value,
  );
}
