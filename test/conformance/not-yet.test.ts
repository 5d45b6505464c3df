import { expect, test } from 'vitest';
import { findDiscrepancies, type NotYet, reasonFor, updateNotYet } from './not-yet.ts';

const everything = () => true;
const notYet: NotYet = { 'watch is not served yet': ['watch/*'], 'patches are not served yet': ['pods/patch'] };
const verdicts = (failures: Record<string, string | undefined>) => new Map(Object.entries(failures));
const asNamed = { 'watch/a': '404', 'watch/b': '404', 'pods/patch': '405', 'pods/create': undefined };

test('has nothing to say where exactly what is named fails', () => {
  expect(findDiscrepancies(notYet, verdicts(asNamed), everything)).toEqual([]);
});

test.each([
  ['a recording that fails and is not named', { ...asNamed, 'pods/create': 'step 0' }, 'pods/create fails:\n  step 0'],
  ['a recording that is named and passes', { ...asNamed, 'pods/patch': undefined }, 'pods/patch passes: '],
  ['a member of a named group that passes', { ...asNamed, 'watch/b': undefined }, 'watch/b passes: '],
])('reports %s', (_, failures, problem) => {
  expect(findDiscrepancies(notYet, verdicts(failures), everything)).toEqual([expect.stringContaining(problem)]);
});

test('reports a name that no recording has', () => {
  const withUnknown: NotYet = { ...notYet, 'a reason': ['pods/gone', 'nothing/*'] };
  expect(findDiscrepancies(withUnknown, verdicts(asNamed), everything)).toEqual([
    'pods/gone is in not-yet.json, but no recording is called so',
    'nothing/* is in not-yet.json, but no recording is called so',
  ]);
});

test('reports a recording that is named twice', () => {
  const twice: NotYet = { ...notYet, 'a reason': ['watch/a'] };
  expect(findDiscrepancies(twice, verdicts(asNamed), everything)).toEqual([
    'watch/a is named 2 times in not-yet.json: watch/*, watch/a',
  ]);
});

test('looks only at the names of its own run', () => {
  expect(findDiscrepancies(notYet, verdicts({ 'pods/patch': '405' }), (name) => name.startsWith('pods/'))).toEqual([]);
});

test('finds the reason by name and by group', () => {
  expect(reasonFor(notYet, 'watch/a')).toBe('watch is not served yet');
  expect(reasonFor(notYet, 'pods/patch')).toBe('patches are not served yet');
  expect(reasonFor(notYet, 'pods/create')).toBeUndefined();
});

test('an update removes what passes and dissolves a group of which a member passes', () => {
  const after = verdicts({ ...asNamed, 'watch/a': undefined, 'pods/patch': undefined });
  expect(updateNotYet(notYet, after)).toEqual({
    'watch is not served yet': ['watch/b'],
    'patches are not served yet': [],
  });
});

test('an update adds nothing unless it is given a reason', () => {
  const worse = verdicts({ ...asNamed, 'pods/create': 'step 0' });
  expect(updateNotYet(notYet, worse)).toEqual(notYet);
  expect(updateNotYet(notYet, worse, () => 'a reason')).toEqual({ ...notYet, 'a reason': ['pods/create'] });
});
