import { describe, expect, test } from 'vitest';
import { alwaysAllow } from '../../../src/auth/authorization/always-allow.ts';
import type { Authorizer, Decision, Rules } from '../../../src/auth/authorization/authorizer.ts';
import { unionAuthorizer } from '../../../src/auth/authorization/union-authorizer.ts';

const ATTRIBUTES = { user: { username: 'alice' }, request: { nonResource: { path: '/', verb: 'get' } } };

const deciding = (decision: Decision | Promise<Decision>): Authorizer => ({
  ...alwaysAllow,
  authorize: () => decision,
});
const silent = (reason: string, error?: string): Decision => ({
  outcome: 'NoOpinion',
  reason,
  ...(error !== undefined && { error }),
});

describe.each([
  ['at once', (decision: Decision) => decision],
  ['later', (decision: Decision) => Promise.resolve(decision)],
])('authorizers that answer %s', (_, given) => {
  const decide = (...decisions: readonly Decision[]) =>
    unionAuthorizer(decisions.map((decision) => deciding(given(decision)))).authorize(ATTRIBUTES, undefined);

  test.each(['Allow', 'Deny'] as const)('the first that has an opinion decides: %s', async (outcome) => {
    const other = outcome === 'Allow' ? 'Deny' : 'Allow';
    expect(await decide(silent('a', 'b'), { outcome, reason: 'mine' }, { outcome: other, reason: '' })).toEqual({
      outcome,
      reason: 'mine',
    });
  });

  test('where none has, all that they say is told', async () => {
    expect(await decide(silent('a'), silent(''), silent('b'))).toEqual({ outcome: 'NoOpinion', reason: 'a\nb' });
    expect(await decide(silent('', 'x'), silent('', 'y'))).toEqual({
      outcome: 'NoOpinion',
      reason: '',
      error: '[x, y]',
    });
    expect(await decide(silent('', 'x'), silent('', 'x'))).toMatchObject({ error: 'x' });
    expect(await decide()).toEqual({ outcome: 'NoOpinion', reason: '' });
  });
});

test('lists of rights are joined, and are incomplete where one of them is', async () => {
  const ruling = (rules: Partial<Rules>): Authorizer => ({
    ...alwaysAllow,
    rulesFor: async () => ({ resourceRules: [], nonResourceRules: [], incomplete: false, ...rules }),
  });
  const [pods, nodes] = ['pods', 'nodes'].map((name) => ({ verbs: ['get'], apiGroups: [''], resources: [name] }));
  const union = unionAuthorizer([
    ruling({ resourceRules: pods === undefined ? [] : [pods], incomplete: true, error: 'x' }),
    ruling({ resourceRules: nodes === undefined ? [] : [nodes], error: 'y' }),
  ]);
  expect(await union.rulesFor(ATTRIBUTES.user, 'default', undefined)).toEqual({
    resourceRules: [pods, nodes],
    nonResourceRules: [],
    incomplete: true,
    error: '[x, y]',
  });
});
