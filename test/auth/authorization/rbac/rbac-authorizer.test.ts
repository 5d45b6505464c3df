import { beforeEach, describe, expect, test } from 'vitest';
import type { UserInfo } from '../../../../schemas/authentication/v1/user-info.ts';
import type { ResourceAttributes } from '../../../../schemas/authorization/v1/attributes.ts';
import type { PolicyRule } from '../../../../schemas/rbac/v1/role.ts';
import type { Subject } from '../../../../schemas/rbac/v1/role-binding.ts';
import { rbacAuthorizer } from '../../../../src/auth/authorization/rbac/rbac-authorizer.ts';
import { RolePolicy } from '../../../../src/auth/authorization/rbac/role-policy.ts';

const apiGroup = 'rbac.authorization.k8s.io';
const ann: UserInfo = { username: 'ann', groups: ['devs', 'all'] };

let policy: RolePolicy;
beforeEach(() => {
  policy = new RolePolicy();
});

const authorizer = () => rbacAuthorizer({ policy, reached: () => undefined });
const user = (name: string): Subject => ({ kind: 'User', apiGroup, name });
const group = (name: string): Subject => ({ kind: 'Group', apiGroup, name });

function give(namespace: string, name: string, rules: readonly PolicyRule[], ...subjects: Subject[]): void {
  policy.setRole(namespace, name, rules);
  bind(namespace, name, name, ...subjects);
}

function bind(namespace: string, name: string, role: string, ...subjects: Subject[]): void {
  const kind = namespace === '' ? 'ClusterRole' : 'Role';
  policy.setBinding(namespace, { name, roleRef: { apiGroup, kind, name: role }, subjects });
}

const resource = (asked: ResourceAttributes, who = ann) =>
  authorizer().authorize({ user: who, request: { resource: asked } }, undefined);
const path = (verb: string, asked: string) =>
  authorizer().authorize({ user: ann, request: { nonResource: { verb, path: asked } } }, undefined);

const ALLOW = { outcome: 'Allow' };
const NO_OPINION = { outcome: 'NoOpinion', reason: '' };

describe('a rule about resources', () => {
  test.for<[PolicyRule, ResourceAttributes, boolean]>([
    [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }, { verb: 'get', group: '', resource: 'pods' }, true],
    [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }, { verb: 'x', group: 'g', resource: 'r' }, true],
    [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }, { resource: 'pods', subresource: 'status' }, true],
    [{ verbs: ['get'], apiGroups: ['apps'], resources: ['pods'] }, { verb: 'get', group: '', resource: 'pods' }, false],
    [{ verbs: ['*'], apiGroups: ['*'], resources: ['pods'] }, { resource: 'pods', subresource: 'status' }, false],
    [{ verbs: ['*'], apiGroups: ['*'], resources: ['pods/status'] }, { resource: 'pods', subresource: 'status' }, true],
    [{ verbs: ['*'], apiGroups: ['*'], resources: ['pods/status'] }, { resource: 'pods' }, false],
    [{ verbs: ['*'], apiGroups: ['*'], resources: ['*/status'] }, { resource: 'nodes', subresource: 'status' }, true],
    [{ verbs: ['*'], apiGroups: ['*'], resources: ['*/status'] }, { resource: 'nodes', subresource: 'atus' }, false],
    [{ verbs: ['*'], apiGroups: ['*'], resources: ['pods/*'] }, { resource: 'pods', subresource: 'status' }, false],
    [{ verbs: ['*'], apiGroups: ['*'], resources: ['pods/*'] }, { resource: 'pods', subresource: '*' }, true],
    [
      { verbs: ['*'], apiGroups: ['*'], resources: ['pods'], resourceNames: ['a'] },
      { resource: 'pods', name: 'a' },
      true,
    ],
    [{ verbs: ['*'], apiGroups: ['*'], resources: ['pods'], resourceNames: ['a'] }, { resource: 'pods' }, false],
  ])('%j and a request %j: %s', ([rule, asked, isAllowed]) => {
    give('', 'r', [rule], user('ann'));
    expect(resource(asked)).toMatchObject(isAllowed ? ALLOW : NO_OPINION);
  });
});

describe('a rule about paths', () => {
  test.for([
    ['/y/*', '/y/', true],
    ['/y/*', '/y/a/b', true],
    ['/y/*', '/y', false],
    ['/x', '/x/', false],
    ['/x', '/x', true],
    ['*', '/anything', true],
  ] as const)('for %s and %s: %s', ([url, asked, isAllowed]) => {
    give('', 'r', [{ verbs: ['get'], nonResourceURLs: [url] }], group('devs'));
    expect(path('get', asked)).toMatchObject(isAllowed ? ALLOW : NO_OPINION);
    expect(path('head', asked)).toEqual(NO_OPINION);
  });

  test('counts for nothing in a namespace', () => {
    give('n', 'r', [{ verbs: ['get'], nonResourceURLs: ['*'] }], user('ann'));
    expect(path('get', '/x')).toEqual(NO_OPINION);
  });
});

describe('a reason', () => {
  const rules = [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }];
  const asked = { verb: 'get', group: '', resource: 'pods', namespace: 'n' };

  test('names the binding of the whole cluster first, and its first subject that someone is', () => {
    give('n', 'a', rules, user('ann'));
    expect(resource(asked)).toEqual({
      outcome: 'Allow',
      reason: 'RBAC: allowed by RoleBinding "a/n" of Role "a" to User "ann"',
    });
    give('', 'z', rules, user('bob'), group('all'), user('ann'));
    expect(resource(asked)).toEqual({
      outcome: 'Allow',
      reason: 'RBAC: allowed by ClusterRoleBinding "z" of ClusterRole "z" to Group "all"',
    });
  });

  test('names service accounts with their namespace, which is that of the binding where it says none', () => {
    const account = { username: 'system:serviceaccount:n:sa' };
    give('n', 'a', rules, { kind: 'ServiceAccount', name: 'sa' });
    expect(resource(asked, account)).toMatchObject({
      reason: 'RBAC: allowed by RoleBinding "a/n" of Role "a" to ServiceAccount "sa/n"',
    });
    expect(resource({ ...asked, namespace: 'm' }, account)).toEqual(NO_OPINION);
  });

  test('ends with what is missing, each once, where nothing allows', () => {
    bind('n', 'a', 'none', user('ann'));
    bind('n', 'b', 'none', group('devs'));
    const missing = 'role.rbac.authorization.k8s.io "none" not found';
    expect(resource(asked)).toEqual({ outcome: 'NoOpinion', reason: `RBAC: ${missing}` });
    bind('', 'c', 'gone', user('ann'));
    expect(resource(asked)).toEqual({
      outcome: 'NoOpinion',
      reason: `RBAC: [clusterrole.rbac.authorization.k8s.io "gone" not found, ${missing}]`,
    });
    give('n', 'd', rules, user('ann'));
    expect(resource(asked)).toMatchObject(ALLOW);
  });
});

describe('what was found out before', () => {
  const all = [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }];

  test('counts until a role or a binding changes', () => {
    const known = authorizer();
    const ask = () =>
      known.authorize({ user: ann, request: { resource: { verb: 'get', resource: 'pods' } } }, undefined);
    give('', 'r', all, user('ann'));
    expect([ask(), ask()]).toMatchObject([ALLOW, ALLOW]);
    policy.setRole('', 'r', []);
    expect(ask()).toEqual(NO_OPINION);
    policy.setRole('', 'r', all);
    expect(ask()).toMatchObject(ALLOW);
    bind('', 'r', 'r', user('bob'));
    expect(ask()).toEqual(NO_OPINION);
    bind('', 'r', 'r', user('ann'));
    policy.deleteRole('', 'r');
    expect(ask()).toMatchObject({ outcome: 'NoOpinion', reason: expect.stringContaining('not found') });
    policy.deleteBinding('', 'r');
    expect(ask()).toEqual(NO_OPINION);
    give('', 'r', all, user('ann'));
    expect(ask()).toMatchObject(ALLOW);
    policy.clear();
    expect(ask()).toEqual(NO_OPINION);
  });

  test('is not taken for the answer to a request whose parts have the same text together', () => {
    const known = authorizer();
    give('n', 'r', [{ verbs: ['getp'], apiGroups: [''], resources: ['ods'] }], user('ann'));
    const ask = (verb: string, name: string) =>
      known.authorize(
        { user: ann, request: { resource: { namespace: 'n', verb, group: '', resource: name } } },
        undefined,
      );
    expect([ask('getp', 'ods'), ask('get', 'pods')]).toMatchObject([ALLOW, NO_OPINION]);
  });

  test('is that of others only where they have the same name and groups', () => {
    const known = authorizer();
    give('', 'r', all, group('devs'));
    const ask = (who: UserInfo) =>
      known.authorize({ user: who, request: { resource: { verb: 'get', resource: 'pods' } } }, undefined);
    expect(ask({ ...ann })).toMatchObject(ALLOW);
    expect(ask({ ...ann })).toMatchObject(ALLOW);
    expect(ask({ ...ann, groups: ['all'] })).toEqual(NO_OPINION);
  });
});

test('what someone may do is listed with what is missing', async () => {
  const rule = { verbs: ['get'], apiGroups: [''], resources: ['pods'], resourceNames: ['a'] };
  give('n', 'r', [rule], user('ann'));
  give('', 'paths', [{ verbs: ['get'], nonResourceURLs: ['/x'] }], group('all'));
  bind('n', 's', 'none', user('ann'));
  expect(await authorizer().rulesFor(ann, 'n', undefined)).toEqual({
    resourceRules: [rule],
    nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/x'] }],
    incomplete: false,
    error: 'role.rbac.authorization.k8s.io "none" not found',
  });
});
