import { expect, test } from 'vitest';
import { parseQuery } from '../../../src/endpoints/options/parse-query.ts';

test.each([
  ['', {}],
  ['a=1&b=2', { a: '1', b: '2' }],
  ['a=1&a=2&a=', { a: ['1', '2', ''] }],
  ['a', { a: '' }],
  ['=1&&', { '': '1' }],
  ['a=b=c', { a: 'b=c' }],
  ['a+b=c+d%2Be', { 'a b': 'c d+e' }],
  ['limi%74=%35', { limit: '5' }],
  ['a=1;b=2&c=3', { c: '3' }],
  ['a=%&b=%zz&%=c&d=%3B', { d: ';' }],
  ['a=%FF&b=%c3%a9', { a: '\ufffd', b: 'é' }],
])('%j is read as Go reads it', (text, query) => {
  expect(parseQuery(text)).toEqual(query);
});

test('a parameter may have any name', () => {
  const query = parseQuery('__proto__=1&constructor=2');
  expect(Object.entries(query)).toEqual([
    ['__proto__', '1'],
    ['constructor', '2'],
  ]);
});
