import { expect, test } from 'vitest';
import { DecodedCaches } from '../../../src/registry/stored-form/decoded-cache.ts';
import type { StoreEntry } from '../../../src/storage/store-entry.ts';

const entry = (key: string, revision = 1, length = 1): StoreEntry => ({ key, value: ['x'.repeat(length)], revision });

test('an object is told of its own revision alone', () => {
  const objects = new DecodedCaches({ objects: 2, characters: 100 }).of<string>();
  objects.set(entry('a', 3), 'third');
  expect(objects.get(entry('a', 3))).toBe('third');
  expect(objects.get(entry('a', 4))).toBeUndefined();
  objects.delete('a');
  expect(objects.get(entry('a', 3))).toBeUndefined();
});

test('the object that was written longest ago gives way, whichever its kind', () => {
  const memory = new DecodedCaches({ objects: 2, characters: 100 });
  const [pods, nodes] = [memory.of<string>(), memory.of<string>()];
  pods.set(entry('a'), 'a');
  nodes.set(entry('b'), 'b');
  pods.set(entry('a', 2), 'a2');
  pods.set(entry('c'), 'c');
  expect(nodes.get(entry('b'))).toBeUndefined();
  expect(pods.get(entry('a', 2))).toBe('a2');
  expect(pods.get(entry('c'))).toBe('c');
});

test('large objects leave less room for others, and one that is too large is not remembered', () => {
  const objects = new DecodedCaches({ objects: 10, characters: 100 }).of<string>();
  objects.set(entry('a', 1, 50), 'a');
  objects.set(entry('b', 1, 50), 'b');
  objects.set(entry('c', 1, 50), 'c');
  expect(objects.get(entry('a'))).toBeUndefined();
  expect(objects.get(entry('b'))).toBe('b');
  objects.set(entry('b', 2, 101), 'b2');
  expect(objects.get(entry('b', 2))).toBeUndefined();
  objects.set(entry('d', 1, 100), 'd');
  expect(objects.get(entry('d'))).toBe('d');
});

test('a kind is never told what another kind made of the same entry', () => {
  const memory = new DecodedCaches({ objects: 10, characters: 100 });
  const [one, other] = [memory.of<string>(), memory.of<string>()];
  one.set(entry('a'), 'one');
  expect(other.get(entry('a'))).toBeUndefined();
  other.set(entry('a'), 'other');
  expect(other.get(entry('a'))).toBe('other');
  expect(one.get(entry('a'))).toBeUndefined();
});
