import { type CallExpression, type NewExpression, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { append } from '../../src/apimachinery/append.ts';
import { type Source, sourcesOfProduct } from '../support/sources.ts';

test('adds more members than an argument list can have', () => {
  const list = ['a'];
  append(list, Array<string>(500_000).fill('b'));
  expect(list).toHaveLength(500_001);
  expect(list.slice(0, 2)).toEqual(['a', 'b']);
});

// What they are given stands in the source: a few paths of a kind, a few parameters.
const OF_FEW_ARGUMENTS = new Set(['fieldSetOf', 'codec.reopen', 'Object.assign']);

test('no list becomes the arguments of a call: a client could send one that the stack does not hold', () => {
  expect([...sourcesOfProduct()].flatMap(spreadCalls)).toEqual([]);
});

function spreadCalls({ file, text, program }: Source): string[] {
  const found: string[] = [];
  const look = ({ callee, arguments: given, start, end }: CallExpression | NewExpression): void => {
    const name = text.slice(callee.start, callee.end);
    const spreads = given.some(({ type }) => type === 'SpreadElement') || name.startsWith('Reflect.apply');
    if (spreads && !OF_FEW_ARGUMENTS.has(name)) found.push(`${file}: ${text.slice(start, end)}`);
  };
  new Visitor({ CallExpression: look, NewExpression: look }).visit(program);
  return found;
}
