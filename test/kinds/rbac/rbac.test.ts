import { describe, expect, it } from 'vitest';
import { clusterRoleBindings } from '../../../src/kinds/rbac/cluster-role-bindings/index.ts';
import { clusterRoles } from '../../../src/kinds/rbac/cluster-roles/index.ts';
import { roleBindings } from '../../../src/kinds/rbac/role-bindings/index.ts';
import { roles } from '../../../src/kinds/rbac/roles/index.ts';
import { type Body, describeResource } from '../../registry/resource-suite.ts';
import { errorsOf, objectOf, rowOf, updateErrorsOf } from '../../support/kinds.ts';

const GROUP = 'rbac.authorization.k8s.io';
const READ_PODS = { verbs: ['get'], apiGroups: [''], resources: ['pods'] };
const ROLE_REF = { apiGroup: GROUP, kind: 'ClusterRole', name: 'r' };

const withRule = (stored: Body): Body => ({ ...stored, rules: [READ_PODS, ...(stored.rules as object[])] });
const withSubject = (stored: Body): Body => ({
  ...stored,
  subjects: [{ kind: 'User', name: `u${stored.metadata.resourceVersion}` }],
});

for (const definition of [roles, clusterRoles]) {
  describeResource(definition, {
    valid: (name) => ({ metadata: { name }, rules: [READ_PODS] }),
    changed: withRule,
    invalid: (name) => ({ metadata: { name }, rules: [{ ...READ_PODS, verbs: [] }] }),
    invalidField: 'rules[0].verbs',
    subresources: {},
  });
}
for (const definition of [roleBindings, clusterRoleBindings]) {
  describeResource(definition, {
    valid: (name) => ({ metadata: { name }, roleRef: ROLE_REF }),
    changed: withSubject,
    invalid: (name) => ({ metadata: { name }, roleRef: { ...ROLE_REF, kind: 'Pod' } }),
    invalidField: 'roleRef.kind',
    subresources: {},
  });
}

const inDefault = (rest: object) => ({ metadata: { name: 'a', namespace: 'default' }, ...rest });
const anywhere = (rest: object) => ({ metadata: { name: 'a' }, ...rest });

describe('roles', () => {
  it('may have names that are no DNS names, as long as they are one step of a path', () => {
    expect(errorsOf(clusterRoles, { metadata: { name: 'system:Node' }, rules: [] })).toEqual([]);
    expect(errorsOf(clusterRoles, { metadata: { name: 'a/b' }, rules: [] })).toEqual([
      'metadata.name: Invalid value: "a/b": may not contain \'/\'',
    ]);
    expect(errorsOf(clusterRoles, { metadata: { name: '..x', generateName: '..' }, rules: [] })).toEqual([
      'metadata.generateName: Invalid value: "..": may not be \'..\'',
    ]);
  });

  it('are answered with null where they have no rules', () => {
    const role = objectOf(roles, inDefault({ rules: [] }));
    roles.strategy.prepareForCreate(role);
    expect(role.rules).toBeNull();
    const clusterRole = objectOf(clusterRoles, anywhere({ rules: [] }));
    clusterRoles.strategy.prepareForUpdate(clusterRole, objectOf(clusterRoles, anywhere({})));
    expect(clusterRole.rules).toBeNull();
  });

  it('are answered as they were sent where an update is the last of them', () => {
    const old = objectOf(clusterRoles, { metadata: { name: 'a', finalizers: ['example.com/a'] } });
    old.metadata.deletionTimestamp = '2020-01-02T03:04:05Z';
    const next = objectOf(clusterRoles, anywhere({ rules: [] }));
    clusterRoles.strategy.prepareForUpdate(next, old);
    expect(next.rules).toEqual([]);
  });

  it('are looked at once by themselves and once as an update', () => {
    const old = objectOf(clusterRoles, anywhere({ rules: [READ_PODS] }));
    const next = objectOf(clusterRoles, {
      metadata: { name: 'a', resourceVersion: '1', labels: { 'bad key': 'x' } },
      rules: [{ ...READ_PODS, verbs: [] }],
    });
    expect(clusterRoles.strategy.validateUpdate(next, old).map(({ field }) => field)).toEqual([
      'metadata.labels',
      'rules[0].verbs',
      'metadata.labels',
    ]);
  });

  it.each([
    [
      { verbs: ['get'], resources: ['pods'] },
      ['apiGroups: Required value: resource rules must supply at least one api group'],
    ],
    [
      { verbs: ['get'], apiGroups: [''] },
      ['resources: Required value: resource rules must supply at least one resource'],
    ],
    [
      { verbs: ['get'], nonResourceURLs: ['/x'], resources: ['pods'] },
      [
        'nonResourceURLs: Invalid value: ["/x"]: namespaced rules cannot apply to non-resource URLs',
        'nonResourceURLs: Invalid value: ["/x"]: rules cannot apply to both regular resources and non-resource URLs',
      ],
    ],
  ])('refuse the rule %j', (rule, errors) => {
    expect(errorsOf(roles, inDefault({ rules: [rule] }))).toEqual(errors.map((error) => `rules[0].${error}`));
  });

  it('of the whole cluster may speak of paths that are no resources', () => {
    expect(errorsOf(clusterRoles, anywhere({ rules: [{ verbs: ['get'], nonResourceURLs: ['/healthz'] }] }))).toEqual(
      [],
    );
  });

  it('that aggregate others select them', () => {
    const path = 'aggregationRule.clusterRoleSelectors';
    expect(errorsOf(clusterRoles, anywhere({ aggregationRule: {} }))).toEqual([
      `${path}: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil`,
    ]);
    const unknown = { matchExpressions: [{ key: 'a', operator: 'Near' }] };
    expect(errorsOf(clusterRoles, anywhere({ aggregationRule: { clusterRoleSelectors: [unknown] } }))).toEqual([
      `${path}[0].matchExpressions[0].operator: Invalid value: "Near": not a valid selector operator`,
      `${path}[0]: Invalid value: null: invalid label selector.`,
    ]);
  });
});

describe('bindings', () => {
  it('take roles, users and groups for those of RBAC', () => {
    const subjects = ['User', 'Group', 'ServiceAccount'].map((kind) => ({ kind, name: 'x' }));
    const binding = objectOf(roleBindings, inDefault({ subjects, roleRef: { kind: 'Role', name: 'r' } }));
    expect(binding.roleRef.apiGroup).toBe(GROUP);
    expect(binding.subjects?.map(({ apiGroup }) => apiGroup ?? '')).toEqual([GROUP, GROUP, '']);
  });

  it.each([
    [
      { roleRef: { ...ROLE_REF, apiGroup: 'x' } },
      [`roleRef.apiGroup: Unsupported value: "x": supported values: "${GROUP}"`],
    ],
    [{ roleRef: { ...ROLE_REF, name: '' } }, ['roleRef.name: Required value']],
    [{ roleRef: { ...ROLE_REF, name: '..' } }, ['roleRef.name: Invalid value: "..": may not be \'..\'']],
    [{ roleRef: ROLE_REF, subjects: [{ kind: 'User', name: '' }] }, ['subjects[0].name: Required value']],
    [
      { roleRef: ROLE_REF, subjects: [{ kind: 'Robot', name: 'r' }] },
      ['subjects[0].kind: Unsupported value: "Robot": supported values: "ServiceAccount", "User", "Group"'],
    ],
    [
      { roleRef: ROLE_REF, subjects: [{ kind: 'ServiceAccount', name: 's', apiGroup: 'x', namespace: 'n' }] },
      ['subjects[0].apiGroup: Unsupported value: "x": supported values: ""'],
    ],
    [
      { roleRef: ROLE_REF, subjects: [{ kind: 'ServiceAccount', name: 's' }] },
      ['subjects[0].namespace: Required value'],
    ],
  ])('of cluster roles refuse %j', (rest, errors) => {
    expect(errorsOf(clusterRoleBindings, anywhere(rest))).toEqual(errors);
  });

  it('in a namespace need not say where a service account is', () => {
    const subjects = [{ kind: 'ServiceAccount', name: 's' }];
    expect(errorsOf(roleBindings, inDefault({ roleRef: ROLE_REF, subjects }))).toEqual([]);
  });

  it('give one role for good', () => {
    const next = inDefault({ roleRef: { ...ROLE_REF, name: 'other' } });
    expect(updateErrorsOf(roleBindings, inDefault({ roleRef: ROLE_REF }), next)).toEqual([
      `roleRef: Invalid value: {"APIGroup":"${GROUP}","Kind":"ClusterRole","Name":"other"}: cannot change roleRef`,
    ]);
  });

  it('are shown with those who have the role', () => {
    const subjects = [
      { kind: 'User', name: 'u' },
      { kind: 'User', name: 'v' },
      { kind: 'Group', name: 'g' },
      { kind: 'ServiceAccount', namespace: 'n', name: 's' },
    ];
    const row = ['a', 'ClusterRole/r', '<unknown>', 'u, v', 'g', 'n/s'];
    expect(rowOf(roleBindings, inDefault({ roleRef: ROLE_REF, subjects }))).toEqual(row);
  });
});
