import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../schemas/meta/v1/condition.ts';
import { FieldPath } from '../../../src/apimachinery/field-path.ts';
import { validateConditions } from '../../../src/apimachinery/validation/conditions.ts';

const GOOD: Condition = {
  type: 'example.com/Ready',
  status: 'True',
  lastTransitionTime: '2020-01-01T00:00:00Z',
  reason: 'AllIsWell',
  message: '',
};
const errors = (...conditions: Condition[]) =>
  validateConditions(conditions, FieldPath.of('conditions')).map(({ field, message }) => `${field}: ${message}`);

describe('conditions in the common form', () => {
  it('may be of several types', () => {
    expect(errors(GOOD, { ...GOOD, type: 'Other', status: 'Unknown', reason: 'A:b,c_' })).toEqual([]);
    expect(validateConditions(undefined, FieldPath.of('conditions'))).toEqual([]);
  });

  it('stand once for each type', () => {
    expect(errors(GOOD, GOOD)).toEqual(['conditions[1].type: Duplicate value: "example.com/Ready"']);
  });

  it('need a time and a reason, and a status that there is', () => {
    const condition = { ...GOOD, status: 'Yes', lastTransitionTime: null, reason: '', observedGeneration: -1 };
    expect(errors(condition)).toEqual([
      'conditions[0].status: Unsupported value: "Yes": supported values: "False", "True", "Unknown"',
      'conditions[0].observedGeneration: Invalid value: -1: must be greater than or equal to zero',
      'conditions[0].lastTransitionTime: Required value',
      'conditions[0].reason: Required value',
    ]);
  });

  it('have reasons of one word, and texts that are not too long', () => {
    expect(errors({ ...GOOD, reason: 'not one word' })[0]).toMatch(
      /^conditions\[0\]\.reason: Invalid value: "not one word": a condition reason must start with alphabetic character/,
    );
    expect(errors({ ...GOOD, reason: 'a'.repeat(1025), message: 'a'.repeat(32_769) })).toEqual([
      'conditions[0].reason: Too long: may not be more than 1024 bytes',
      'conditions[0].message: Too long: may not be more than 32768 bytes',
    ]);
  });
});
