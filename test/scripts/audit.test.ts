import { expect, test } from 'vitest';
import { severeAdvisories } from '../../scripts/audit.ts';

const advisory = (severity: string) => ({ title: 'Reads too much', url: 'https://example.com/a', severity });
const bundled = new Set(['pkg:npm/a@1.0.0', 'pkg:npm/b@2.0.0']);
const purlAt = (place: string) => `pkg:npm/${place === 'node_modules/x/node_modules/a' ? 'a@0.9.0' : place.slice(13)}`;
const severe = (vulnerabilities: NonNullable<Parameters<typeof severeAdvisories>[0]['vulnerabilities']>) =>
  severeAdvisories({ vulnerabilities }, bundled, purlAt);

test.each(['high', 'critical'])('an advisory of %s severity for a bundled package is told', (severity) => {
  expect(severe({ a: { via: [advisory(severity)], nodes: ['node_modules/a@1.0.0'] } })).toEqual([
    `pkg:npm/a@1.0.0: ${severity}: Reads too much (https://example.com/a)`,
  ]);
});

test.each([
  ['of less severity', { via: [advisory('moderate')], nodes: ['node_modules/a@1.0.0'] }],
  ['for a package that is not bundled', { via: [advisory('high')], nodes: ['node_modules/c@1.0.0'] }],
  ['for another version of a bundled one', { via: [advisory('high')], nodes: ['node_modules/x/node_modules/a'] }],
  ['for what a bundled one depends on', { via: ['c'], nodes: ['node_modules/a@1.0.0'] }],
])('an advisory %s is not', (_, vulnerability) => {
  expect(severe({ a: vulnerability })).toEqual([]);
});

test('a report without vulnerabilities is not taken for one of none', () => {
  expect(severe({})).toEqual([]);
  expect(severeAdvisories({ message: '405 Method Not Allowed' }, bundled, purlAt)).toBeUndefined();
});
