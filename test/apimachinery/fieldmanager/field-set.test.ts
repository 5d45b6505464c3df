import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contains,
  difference,
  equals,
  type FieldSet,
  has,
  intersection,
  isEmpty,
  pathsOf,
  recursiveDifference,
  union,
} from '../../../src/apimachinery/fieldmanager/field-set.ts';
import { fieldSetOf } from '../../../src/apimachinery/fieldmanager/field-set-builder.ts';
import { parseFieldsV1 } from '../../../src/apimachinery/fieldmanager/fields-v1.ts';
import {
  compareElements,
  keyElement,
  parsePathElement,
  printPath,
  valueElement,
} from '../../../src/apimachinery/fieldmanager/path-element.ts';

const path = fc.array(fc.constantFrom('f:a', 'f:b', 'k:{"n":"x"}', 'v:1'), { minLength: 1, maxLength: 3 });
const paths = fc.array(path, { maxLength: 8 });
const textOf = (elements: readonly string[]): string => elements.join(' ');
const members = (set: FieldSet): Set<string> => new Set(pathsOf(set).map(textOf));
const setOf = (list: readonly string[][]): Set<string> => new Set(list.map(textOf));

describe('sets of fields', () => {
  test('do what sets of paths do', () => {
    fc.assert(
      fc.property(paths, paths, (a, b) => {
        const [x, y] = [fieldSetOf(...a), fieldSetOf(...b)];
        const [p, q] = [setOf(a), setOf(b)];
        expect(members(x)).toEqual(p);
        expect(members(union(x, y))).toEqual(new Set([...p, ...q]));
        expect(members(difference(x, y))).toEqual(new Set([...p].filter((one) => !q.has(one))));
        expect(members(intersection(x, y))).toEqual(new Set([...p].filter((one) => q.has(one))));
        const [isPart, isWhole] = [[...q].every((one) => p.has(one)), [...p].every((one) => q.has(one))];
        expect(contains(x, y)).toBe(isPart);
        expect(equals(x, y)).toBe(isPart && isWhole);
        expect(isEmpty(x)).toBe(p.size === 0);
        for (const one of b) expect(has(x, one)).toBe(p.has(textOf(one)));
        const isBelow = (one: string): boolean => [...q].some((other) => `${one} `.startsWith(`${other} `));
        expect(members(recursiveDifference(x, y))).toEqual(new Set([...p].filter((one) => !isBelow(one))));
      }),
    );
  });

  test('are read back from their text', () => {
    fc.assert(
      fc.property(paths, (list) => {
        const set = fieldSetOf(...list);
        expect(equals(parseFieldsV1(JSON.parse(set.text)), set)).toBe(true);
        expect(parseFieldsV1(JSON.parse(set.text)).text).toBe(set.text);
      }),
    );
  });

  test('are written in one order: itself, members, keys, values, positions', () => {
    const text =
      '{".":{},"i:1":{},"v:\\"b\\"":{},"v:2":{},"k:{\\"b\\":1,\\"a\\":\\"x\\"}":{},"k:{\\"a\\":\\"w\\"}":{},"f:b":{},"f:a":{}}';
    expect(parseFieldsV1({ 'f:list': JSON.parse(text) }).text).toBe(
      '{"f:list":{".":{},"f:a":{},"f:b":{},"k:{\\"a\\":\\"w\\"}":{},"k:{\\"a\\":\\"x\\",\\"b\\":1}":{},"v:2":{},"v:\\"b\\"":{},"i:1":{}}}',
    );
  });

  test('leave out elements of a kind that does not exist, and refuse what is none', () => {
    expect(parseFieldsV1({ 'x:new': {}, 'f:a': {} }).text).toBe('{"f:a":{}}');
    for (const broken of [{ a: {} }, { 'i:x': {} }, { 'k:{': {} }, { 'k:[]': {} }, { 'f:a': 1 }, []]) {
      expect(() => parseFieldsV1(broken)).toThrow();
    }
  });
});

describe('steps of a path', () => {
  test('are the same where they mean the same', () => {
    expect(parsePathElement('k:{ "b": 1, "a" : "x" }')).toBe('k:{"a":"x","b":1}');
    expect(parsePathElement('v: 1.0')).toBe('v:1');
    expect(keyElement([['name', '<a>']])).toBe('k:{"name":"\\u003ca\\u003e"}');
  });

  test('are printed as messages name them', () => {
    const steps = ['f:spec', 'k:{"name":"m","port":80}', valueElement('x"'), valueElement(true), 'i:3'];
    expect(printPath(steps)).toBe('.spec[name="m",port=80][="x\\""][=true][3]');
  });

  test('stand in the order of what they hold', () => {
    const sorted = [
      'f:a',
      'f:b',
      'k:{"a":"a b"}',
      'k:{"a":"ab"}',
      'k:{"a":"ab","b":1}',
      'v:2',
      'v:10',
      'v:"1"',
      'v:false',
      'v:true',
      'i:2',
      'i:10',
    ];
    expect(sorted.toReversed().sort(compareElements)).toEqual(sorted);
  });
});
