import { expect, test } from 'vitest';
import { fieldParts, labelParts, selectorErrors } from '../../src/apimachinery/selector-attributes.ts';

test('selectors in a text are read in parts, and those that compare numbers are left out', () => {
  expect(fieldParts({ fieldSelector: { rawSelector: 'a=b,c!=d' } })).toEqual({
    requirements: [
      { key: 'a', operator: 'In', values: ['b'] },
      { key: 'c', operator: 'NotIn', values: ['d'] },
    ],
    isPartial: false,
  });
  expect(labelParts({ labelSelector: { rawSelector: 'a,!b,c in (x,y),d!=z,e>1' } }).requirements).toEqual([
    { key: 'a', operator: 'Exists' },
    { key: 'b', operator: 'DoesNotExist' },
    { key: 'c', operator: 'In', values: ['x', 'y'] },
    { key: 'd', operator: 'NotIn', values: ['z'] },
  ]);
});

test('a selector that cannot be read is told, and limits nothing', () => {
  expect(selectorErrors({ fieldSelector: { rawSelector: 'a' }, labelSelector: { rawSelector: 'a in (' } })).toEqual([
    'spec.resourceAttributes.fieldSelector ignored due to parse error',
    'spec.resourceAttributes.labelSelector ignored due to parse error',
  ]);
  expect(selectorErrors({ fieldSelector: { rawSelector: 'a=b' } })).toEqual([]);
  expect(selectorErrors({})).toEqual([]);
});

test('of requirements, those that can be read are kept', () => {
  const fields = [
    { key: 'a', operator: 'In', values: ['b'] },
    { key: 'a', operator: 'In', values: ['b', 'c'] },
    { key: 'a', operator: 'Exists' },
    { key: 'a', operator: 'Sideways', values: ['b'] },
  ];
  expect(fieldParts({ fieldSelector: { requirements: fields } })).toEqual({
    requirements: [fields[0]],
    isPartial: true,
  });
  expect(selectorErrors({ fieldSelector: { requirements: fields } })).toEqual([
    'spec.resourceAttributes.fieldSelector partially ignored due to parse error',
  ]);
  const labels = [
    { key: 'a', operator: 'In', values: ['b', 'c'] },
    { key: 'a b', operator: 'Exists' },
    { key: 'a', operator: 'NotIn', values: ['b c'] },
    { key: 'a', operator: 'Exists', values: ['b'] },
    { key: 'a', operator: 'Gt', values: ['1'] },
  ];
  expect(labelParts({ labelSelector: { requirements: labels } })).toEqual({
    requirements: [labels[0]],
    isPartial: true,
  });
});
