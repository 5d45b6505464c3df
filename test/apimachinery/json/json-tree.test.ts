import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonNumber } from '../../../src/apimachinery/json/json-number.ts';
import { JsonMembers, parseJsonTree } from '../../../src/apimachinery/json/json-tree.ts';

/** The plain value of a tree. */
function plain(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(plain);
  if (tree instanceof JsonNumber) return Number(tree.text);
  return tree instanceof JsonMembers ? Object.fromEntries(tree.entries.map(([k, v]) => [k, plain(v)])) : tree;
}

test('reads what was written', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.constantFrom(0, 1, '\t'), (value, space) => {
      const text = JSON.stringify(value, undefined, space);
      expect(JSON.stringify(plain(parseJsonTree(text)))).toBe(JSON.stringify(value));
    }),
    { numRuns: 50 },
  );
});

test('keeps the order of members and those that stand twice, escaped or not', () => {
  const tree = parseJsonTree('{ "b" : 1, "1":[true,null], "\\u0062":{"x":1.0} }') as JsonMembers;
  expect(tree.entries.map(([name]) => name)).toEqual(['b', '1', 'b']);
  expect(tree.entries[1]?.[1]).toEqual([true, null]);
  expect(tree.entries[2]?.[1]).toMatchObject({ entries: [['x', new JsonNumber('1.0')]] });
});

test('knows where each object stands in the text', () => {
  const text = '[{"a":"}"}, {"b":{}}]';
  const [first, second] = parseJsonTree(text) as JsonMembers[];
  expect(text.slice(first?.start, first?.end)).toBe('{"a":"}"}');
  expect(text.slice(second?.start, second?.end)).toBe('{"b":{}}');
});

test('reads documents deeper than the stack, and strings of megabytes', () => {
  expect(() => parseJsonTree('['.repeat(10_000) + ']'.repeat(10_000))).not.toThrow();
  const text = '\\"x'.repeat(500_000);
  expect(parseJsonTree(`["${text}"]`)).toEqual([JSON.parse(`"${text}"`)]);
});
