import { describe, expect, it } from 'vitest';
import { selectsLabels } from '../../../src/apimachinery/labels/select-labels.ts';

const LABELS = { app: 'web', tier: 'front' };
const expression = (operator: string, key: string, ...values: string[]) => ({
  matchExpressions: [{ key, operator, values }],
});

describe('the label selector of an object', () => {
  it.each([
    ['an empty one', {}, true],
    ['labels that all are there', { matchLabels: LABELS }, true],
    ['a label of another value', { matchLabels: { app: 'web', tier: 'back' } }, false],
    ['a value among some', expression('In', 'app', 'api', 'web'), true],
    ['no value among some', expression('In', 'app', 'api'), false],
    ['a value that is not there', expression('NotIn', 'app', 'api'), true],
    ['a label that is missing', expression('NotIn', 'other', 'api'), true],
    ['a label that is there', expression('Exists', 'app'), true],
    ['a label that is not to be there', expression('DoesNotExist', 'app'), false],
    ['an operator that there is not', expression('Near', 'app'), false],
    ['an operator that every object has', expression('constructor', 'app'), false],
    ['a label that every object has', expression('Exists', 'constructor'), false],
    ['a label that no object has of its own', expression('DoesNotExist', 'toString'), true],
    [
      'labels and expressions, of which one does not hold',
      { ...expression('Exists', 'x'), matchLabels: LABELS },
      false,
    ],
  ])('with %s', (_, selector, selects) => {
    expect(selectsLabels(selector, LABELS)).toBe(selects);
  });

  it('selects nothing where there is none', () => {
    expect(selectsLabels(undefined, LABELS)).toBe(false);
  });
});
