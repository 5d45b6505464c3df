import { afterEach, describe, expect, test } from 'vitest';
import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';
import { alwaysAllow } from '../../../src/auth/authorization/always-allow.ts';
import type { AuthorizationAttributes, Authorizer } from '../../../src/auth/authorization/authorizer.ts';
import { openApp, type TestApp } from '../../support/app.ts';

const SELF = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
const NODE_BOUND = { 'authentication.kubernetes.io/node-name': ['n1'], 'authentication.kubernetes.io/pod-name': ['p'] };

let app: TestApp | undefined;
afterEach(() => app?.[Symbol.asyncDispose]());

/** A right as tests write it: a verb, and of what; or `*` for what is not about impersonation. */
function wordOf({ request: { resource } }: AuthorizationAttributes): string {
  if (resource === undefined) return '*';
  const { verb = '', resource: kind = '', subresource = '', namespace = '', name = '' } = resource;
  if (!verb.startsWith('impersonate')) return '*';
  const what = subresource === '' ? kind : `${kind}/${subresource}`;
  return [verb, what, namespace, name].filter((part) => part !== '').join(' ');
}

interface Asked {
  readonly words: string[];
  readonly users: UserInfo[];
}

/** An app in which everybody is `requestor`, who has some rights, and everything but impersonation is allowed. */
async function serve(requestor: UserInfo, rights: readonly string[]): Promise<Asked> {
  const asked: Asked = { words: [], users: [] };
  const authorizer: Authorizer = {
    ...alwaysAllow,
    authorize: (attributes) => {
      const word = wordOf(attributes);
      if (word === '*') return { outcome: 'Allow', reason: '' };
      asked.words.push(word);
      asked.users.push(attributes.user);
      return { outcome: rights.includes(word) ? 'Allow' : 'NoOpinion', reason: '' };
    },
  };
  app = await openApp({ access: { authenticator: { authenticate: () => ({ user: requestor }) }, authorizer } });
  return asked;
}

const BOSS: UserInfo = { username: 'boss', groups: ['system:authenticated'] };

async function whoAmI(headers: Record<string, string | string[]>) {
  const answer = await app?.app.inject({
    method: 'POST',
    url: SELF,
    headers: { 'content-type': 'application/json', ...headers },
    payload: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
  });
  const body = answer?.json();
  return { code: answer?.statusCode, user: body?.status?.userInfo, message: body?.message };
}

describe('a request as somebody else', () => {
  test('is made by who sends it where no header tells otherwise', async () => {
    const asked = await serve(BOSS, []);
    expect((await whoAmI({})).user).toEqual(BOSS);
    expect(asked.words).toEqual([]);
  });

  test('needs the verb impersonate for each part of the user, which then asks', async () => {
    await serve(BOSS, [
      'impersonate users ann',
      'impersonate groups red',
      'impersonate uids u',
      'impersonate userextras/acme.com/project p',
    ]);
    const { user } = await whoAmI({
      'impersonate-user': 'ann',
      'impersonate-group': 'red',
      'impersonate-uid': 'u',
      'impersonate-extra-acme.com%2fproject': 'p',
    });
    expect(user).toEqual({
      username: 'ann',
      uid: 'u',
      groups: ['red', 'system:authenticated'],
      extra: { 'acme.com/project': ['p'] },
    });
    expect((await whoAmI({ 'impersonate-user': 'ann', 'impersonate-uid': 'v' })).message).toContain(
      'uids.authentication.k8s.io "v" is forbidden: User "boss" cannot impersonate resource "uids"',
    );
  });

  test('has the groups of a service account, unless groups are named', async () => {
    await serve(BOSS, ['impersonate serviceaccounts ns a', 'impersonate groups red']);
    const account = { 'impersonate-user': 'system:serviceaccount:ns:a' };
    expect((await whoAmI(account)).user.groups).toEqual([
      'system:serviceaccounts',
      'system:serviceaccounts:ns',
      'system:authenticated',
    ]);
    expect((await whoAmI({ ...account, 'impersonate-group': 'red' })).user.groups).toEqual([
      'red',
      'system:authenticated',
    ]);
  });

  test('is of nobody known where it is system:anonymous or in system:unauthenticated', async () => {
    await serve(BOSS, [
      'impersonate users system:anonymous',
      'impersonate users ann',
      'impersonate groups system:unauthenticated',
    ]);
    expect((await whoAmI({ 'impersonate-user': 'system:anonymous' })).user.groups).toEqual(['system:unauthenticated']);
    const outsider = await whoAmI({ 'impersonate-user': 'ann', 'impersonate-group': 'system:unauthenticated' });
    expect(outsider.user.groups).toEqual(['system:unauthenticated']);
  });

  test.each([
    [{ 'impersonate-group': 'x' }, 'Name:"", UID:"", Groups:[]string{"x"}, Extra:map[string][]string(nil)}'],
    [{ 'impersonate-uid': 'x' }, 'Name:"", UID:"x", Groups:[]string(nil), Extra:map[string][]string(nil)}'],
    [{ 'impersonate-extra-a': 'x' }, 'Groups:[]string(nil), Extra:map[string][]string{"a":[]string{"x"}}}'],
  ])('is refused where %o comes without a user', async (headers, told) => {
    const asked = await serve(BOSS, []);
    const { code, message } = await whoAmI(headers);
    expect([code, message]).toEqual([400, expect.stringContaining(`${told} without impersonating a user name`)]);
    expect(asked.words).toEqual([]);
  });

  test('keeps extra keys that are names of members of all objects', async () => {
    await serve(BOSS, ['impersonate users ann', 'impersonate userextras/__proto__ p']);
    const { user } = await whoAmI({ 'impersonate-user': 'ann', 'impersonate-extra-__proto__': 'p' });
    expect(Object.entries(user.extra)).toEqual([['__proto__', ['p']]]);
  });
});

describe('a constrained mode', () => {
  const on = (mode: string) => `impersonate-on:${mode}:create selfsubjectreviews`;

  test('needs the right to do so as somebody else, and the right to be that one', async () => {
    const asked = await serve(BOSS, [on('user-info'), 'impersonate:user-info users ann']);
    expect((await whoAmI({ 'impersonate-user': 'ann' })).user.username).toBe('ann');
    expect(asked.words).toEqual([on('user-info'), 'impersonate:user-info users ann']);
  });

  test('is told of first where nothing allows it, and the old verb once that has allowed something', async () => {
    await serve(BOSS, ['impersonate users ann']);
    expect((await whoAmI({ 'impersonate-user': 'bob' })).message).toContain(
      'cannot impersonate-on:user-info:create resource "selfsubjectreviews"',
    );
    expect((await whoAmI({ 'impersonate-user': 'ann' })).code).toBe(201);
    expect((await whoAmI({ 'impersonate-user': 'bob' })).message).toContain('cannot impersonate resource "users"');
  });

  test('refuses system:masters and extra keys without a domain', async () => {
    await serve(BOSS, [
      on('user-info'),
      'impersonate:user-info users ann',
      'impersonate:user-info groups system:masters',
      'impersonate:user-info userextras/scopes a',
    ]);
    const masters = await whoAmI({ 'impersonate-user': 'ann', 'impersonate-group': 'system:masters' });
    expect(masters.message).toContain('impersonating the system:masters group is not allowed');
    const scopes = await whoAmI({ 'impersonate-user': 'ann', 'impersonate-extra-scopes': 'a' });
    expect(scopes.message).toContain(
      'impersonating an invalid key in extra is not allowed: extra.key: Invalid value: "scopes": must be a domain-prefixed path (such as "acme.io/foo")',
    );
  });

  test('asks of many groups first whether all are allowed', async () => {
    const asked = await serve(BOSS, [
      on('user-info'),
      'impersonate:user-info users ann',
      'impersonate:user-info groups *',
    ]);
    const answer = await whoAmI({ 'impersonate-user': 'ann', 'impersonate-group': ['a', 'b', 'c', 'd'] });
    expect(answer.user.groups).toEqual(['a', 'b', 'c', 'd', 'system:authenticated']);
    expect(asked.words.at(-1)).toBe('impersonate:user-info groups *');
  });

  test('makes a node of whoever may be any', async () => {
    await serve(BOSS, [on('arbitrary-node'), 'impersonate:arbitrary-node nodes n1']);
    const node = { 'impersonate-user': 'system:node:n1' };
    expect((await whoAmI(node)).user.groups).toEqual(['system:nodes', 'system:authenticated']);
    expect((await whoAmI({ ...node, 'impersonate-group': 'x' })).code).toBe(403);
  });

  test('lets a service account be the node that its token is bound to, by what is the same for all nodes', async () => {
    const agent = { username: 'system:serviceaccount:ns:agent', groups: [], extra: NODE_BOUND };
    const asked = await serve(agent, [on('associated-node'), 'impersonate:associated-node nodes *']);
    expect((await whoAmI({ 'impersonate-user': 'system:node:n1' })).user.username).toBe('system:node:n1');
    expect(asked.users[0]?.extra).toEqual({
      'authentication.kubernetes.io/associated-node-keys': Object.keys(NODE_BOUND).toSorted(),
    });
    expect((await whoAmI({ 'impersonate-user': 'system:node:n2' })).code).toBe(403);
  });
});

test('who is impersonated has to be allowed what is asked for', async () => {
  const authorizer: Authorizer = {
    ...alwaysAllow,
    authorize: ({ user }) => ({ outcome: user.username === 'boss' ? 'Allow' : 'NoOpinion', reason: '' }),
  };
  app = await openApp({ access: { authenticator: { authenticate: () => ({ user: BOSS }) }, authorizer } });
  const { code, message } = await whoAmI({ 'impersonate-user': 'ann' });
  expect([code, message]).toEqual([403, expect.stringContaining('User "ann" cannot create resource')]);
});
