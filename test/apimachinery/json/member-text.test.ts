import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memberText } from '../../../src/apimachinery/json/member-text.ts';

test('the text of a member is what JSON.stringify writes for its value', () => {
  const names = fc.constantFrom('a', 'b', 'ab', 'nodeName');
  const objects = fc.dictionary(names, fc.jsonValue());
  fc.assert(
    fc.property(objects, names, (object, name) => {
      const found = memberText(JSON.stringify(object), 1, name);
      expect(found).toBe(Object.hasOwn(object, name) ? JSON.stringify(object[name]) : undefined);
    }),
  );
});

test('a member is one of the object itself, not of what is in it', () => {
  const text = '{"x":{"a":1,"y":[{"a":2}]},"s":"\\"a\\":3,","a":4}';
  expect(memberText(text, 1, 'a')).toBe('4');
  expect(memberText(text, 1, 'y')).toBeUndefined();
});
