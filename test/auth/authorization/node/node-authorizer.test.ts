import { describe, expect, test } from 'vitest';
import type { ResourceAttributes } from '../../../../schemas/authorization/v1/attributes.ts';
import { nodeAuthorizer } from '../../../../src/auth/authorization/node/node-authorizer.ts';

const RELATED: ReadonlySet<string> = new Set([
  'secrets/ns/mine',
  'configmaps/ns/mine',
  'serviceaccounts/ns/mine',
  'persistentvolumeclaims/ns/mine',
  'resourceclaims/ns/mine',
  'pods/ns/mine',
]);
const authorizer = nodeAuthorizer({ isRelated: async (node, key) => node === 'n' && RELATED.has(key) });
const NODE = { username: 'system:node:n', groups: ['system:nodes'] };
const UNRELATED = "no relationship found between node 'n' and this object";
const LEASES = { group: 'coordination.k8s.io', resource: 'leases', namespace: 'kube-node-lease' };
const ITS_LEASE_ONLY = 'can only access node lease with the same name as the requesting node';
const SLICES = { group: 'resource.k8s.io', resource: 'resourceslices' };
const CSI_NODES = { group: 'storage.k8s.io', resource: 'csinodes' };

/** 'allowed', or why there is no opinion. */
async function decide(resource: ResourceAttributes, user = NODE): Promise<string> {
  const { outcome, reason } = await authorizer.authorize({ user, request: { resource } }, undefined);
  return outcome === 'Allow' ? 'allowed' : reason;
}

const raw = (rawSelector: string) => ({ fieldSelector: { rawSelector } });
const inNs = (resource: string, verb: string, name?: string, more: object = {}) =>
  ({ namespace: 'ns', resource, verb, ...(name !== undefined && { name }), ...more }) satisfies ResourceAttributes;

describe('a node', () => {
  test.for<[string, ResourceAttributes]>([
    ...['secrets', 'configmaps'].flatMap((resource) =>
      ['get', 'list', 'watch'].map((verb): [string, ResourceAttributes] => ['allowed', inNs(resource, verb, 'mine')]),
    ),
    [UNRELATED, inNs('secrets', 'get', 'other')],
    [UNRELATED, inNs('secrets', 'get', 'mine', { namespace: 'elsewhere' })],
    [UNRELATED, inNs('configmaps', 'watch', 'other')],
    ['No Object name found', inNs('secrets', 'list')],
    ['can only read namespaced object of this type', { resource: 'secrets', verb: 'list', name: 'mine' }],
    ['can only read resources of this type', inNs('secrets', 'update', 'mine')],
    ['can only read resources of this type', inNs('configmaps', 'create')],
    ['cannot read subresource', inNs('secrets', 'get', 'mine', { subresource: 'x' })],
    // Of another group it is another resource.
    ['', inNs('secrets', 'get', 'mine', { group: 'example.com' })],
  ])('reads the secrets and config maps that its pods name: %j for %j', async ([expected, attributes]) => {
    expect(await decide(attributes)).toBe(expected);
  });

  test.for<[string, ResourceAttributes]>([
    ['allowed', inNs('serviceaccounts', 'get', 'mine')],
    [UNRELATED, inNs('serviceaccounts', 'get', 'other')],
    ['allowed', inNs('serviceaccounts', 'create', 'mine', { subresource: 'token' })],
    [UNRELATED, inNs('serviceaccounts', 'create', 'other', { subresource: 'token' })],
    ['can only create tokens for individual service accounts', inNs('serviceaccounts', 'list')],
    ['can only create tokens for individual service accounts', inNs('serviceaccounts', 'create')],
    [
      'can only create token subresource of serviceaccount',
      inNs('serviceaccounts', 'create', 'mine', { subresource: 'x' }),
    ],
  ])('sees the accounts of its pods and gets tokens for them: %j for %j', async ([expected, attributes]) => {
    expect(await decide(attributes)).toBe(expected);
  });

  test.for<[string, ResourceAttributes]>([
    ['allowed', inNs('persistentvolumeclaims', 'get', 'mine')],
    [UNRELATED, inNs('persistentvolumeclaims', 'get', 'other')],
    ['can only get individual resources of this type', inNs('persistentvolumeclaims', 'list')],
    ['cannot get subresource', inNs('persistentvolumeclaims', 'get', 'mine', { subresource: 'x' })],
    ['allowed', inNs('persistentvolumeclaims', 'patch', 'mine', { subresource: 'status' })],
    [UNRELATED, inNs('persistentvolumeclaims', 'update', 'other', { subresource: 'status' })],
    ['can only get/update/patch this type', inNs('persistentvolumeclaims', 'get', 'mine', { subresource: 'status' })],
    [UNRELATED, { resource: 'persistentvolumes', verb: 'get', name: 'v' }],
    ['can only get individual resources of this type', { resource: 'persistentvolumes', verb: 'watch' }],
    [UNRELATED, { group: 'storage.k8s.io', resource: 'volumeattachments', verb: 'get', name: 'v' }],
    ['allowed', inNs('resourceclaims', 'get', 'mine', { group: 'resource.k8s.io' })],
    [UNRELATED, inNs('resourceclaims', 'get', 'other', { group: 'resource.k8s.io' })],
  ])('gets the claims of its pods: %j for %j', async ([expected, attributes]) => {
    expect(await decide(attributes)).toBe(expected);
  });

  test.for<[string, ResourceAttributes]>([
    ...['create', 'update', 'patch'].map((verb): [string, ResourceAttributes] => [
      'allowed',
      { resource: 'nodes', verb, name: 'whichever' },
    ]),
    ['allowed', { resource: 'nodes', verb: 'get', name: 'n' }],
    ['allowed', { resource: 'nodes', verb: 'watch', name: 'n' }],
    ["node 'n' cannot read 'm', only its own Node object", { resource: 'nodes', verb: 'get', name: 'm' }],
    ["node 'n' cannot read all nodes, only its own Node object", { resource: 'nodes', verb: 'list' }],
    ['', { resource: 'nodes', verb: 'delete', name: 'n' }],
    ['allowed', { resource: 'nodes', subresource: 'status', verb: 'patch', name: 'n' }],
    ['', { resource: 'nodes', subresource: 'status', verb: 'get', name: 'n' }],
    ['', { resource: 'nodes', subresource: 'proxy', verb: 'get', name: 'n' }],
  ])('tells of itself, whose limits admission knows, and sees no other: %j for %j', async ([expected, attributes]) => {
    expect(await decide(attributes)).toBe(expected);
  });

  test.for<[string, ResourceAttributes]>([
    ['allowed', inNs('pods', 'get', 'mine')],
    [UNRELATED, inNs('pods', 'get', 'other')],
    ['allowed', inNs('pods', 'list', 'mine')],
    [UNRELATED, inNs('pods', 'watch', 'other')],
    ['allowed', { resource: 'pods', verb: 'list', ...raw('spec.nodeName=n') }],
    ['allowed', { resource: 'pods', verb: 'watch', ...raw('status.phase!=Failed,spec.nodeName==n') }],
    [
      'allowed',
      {
        resource: 'pods',
        verb: 'list',
        fieldSelector: { requirements: [{ key: 'spec.nodeName', operator: 'In', values: ['n'] }] },
      },
    ],
    ...[
      raw('spec.nodeName=m'),
      raw('spec.nodeName!=n'),
      raw('status.phase=n'),
      raw('spec.nodeName=n,spec.nodeName'),
      { fieldSelector: { requirements: [{ key: 'spec.nodeName', operator: 'In', values: ['n', 'm'] }] } },
      { fieldSelector: { requirements: [{ key: 'spec.nodeName', operator: 'NotIn', values: ['n'] }] } },
      {},
    ].map((selector): [string, ResourceAttributes] => [
      'can only list/watch pods with spec.nodeName field selector',
      { resource: 'pods', verb: 'list', ...selector },
    ]),
    ['allowed', inNs('pods', 'create')],
    ['allowed', inNs('pods', 'delete', 'other')],
    ['', inNs('pods', 'update', 'mine')],
    ['', inNs('pods', 'deletecollection')],
    ['allowed', inNs('pods', 'update', 'other', { subresource: 'status' })],
    ['', inNs('pods', 'get', 'mine', { subresource: 'status' })],
    ['allowed', inNs('pods', 'create', 'other', { subresource: 'eviction' })],
    ['', inNs('pods', 'create', 'mine', { subresource: 'binding' })],
    ['', inNs('pods', 'get', 'mine', { subresource: 'log' })],
  ])('sees the pods that are bound to it, and writes status: %j for %j', async ([expected, attributes]) => {
    expect(await decide(attributes)).toBe(expected);
  });

  test.for<[string, ResourceAttributes]>([
    ['allowed', { ...LEASES, verb: 'create' }],
    ['allowed', { ...LEASES, verb: 'get', name: 'n' }],
    ['allowed', { ...LEASES, verb: 'delete', name: 'n' }],
    [ITS_LEASE_ONLY, { ...LEASES, verb: 'update', name: 'm' }],
    ['can only access leases in the "kube-node-lease" system namespace', { ...LEASES, verb: 'get', namespace: 'ns' }],
    ['can only get, create, update, patch, or delete a node lease', { ...LEASES, verb: 'list' }],
    ['allowed', { ...CSI_NODES, verb: 'patch', name: 'n' }],
    ['can only access CSINode with the same name as the requesting node', { ...CSI_NODES, verb: 'get', name: 'm' }],
    ['can only get, create, update, patch, or delete a CSINode', { ...CSI_NODES, verb: 'list' }],
    ['cannot authorize CSINode subresources', { ...CSI_NODES, verb: 'get', name: 'n', subresource: 'x' }],
    ['allowed', { ...SLICES, verb: 'create' }],
    [UNRELATED, { ...SLICES, verb: 'delete', name: 's' }],
    ['allowed', { ...SLICES, verb: 'deletecollection', ...raw('spec.nodeName=n') }],
    [
      'can only list/watch/deletecollection resourceslices with nodeName field selector',
      { ...SLICES, verb: 'list', ...raw('spec.nodeName=m') },
    ],
    ['cannot authorize ResourceSlice subresources', { ...SLICES, verb: 'get', name: 's', subresource: 'x' }],
    [
      'only the following verbs are allowed for a ResourceSlice: get, watch, list, create, update, patch, delete, deletecollection',
      { ...SLICES, verb: 'bind' },
    ],
  ])('keeps what has its name: %j for %j', async ([expected, attributes]) => {
    expect(await decide(attributes)).toBe(expected);
  });

  test.for<[string, ResourceAttributes]>([
    ['allowed', { group: 'authentication.k8s.io', resource: 'tokenreviews', verb: 'create' }],
    ['allowed', { group: 'authorization.k8s.io', resource: 'subjectaccessreviews', verb: 'create' }],
    ['allowed', { resource: 'services', verb: 'watch' }],
    ['allowed', inNs('events', 'patch', 'e')],
    ['allowed', inNs('events', 'create', undefined, { group: 'events.k8s.io' })],
    ['allowed', { group: 'node.k8s.io', resource: 'runtimeclasses', verb: 'list' }],
    ['', { resource: 'services', verb: 'create' }],
    ['', inNs('services', 'get', 's', { subresource: 'status' })],
    ['', inNs('events', 'list')],
    ['', inNs('roles', 'get', 'r', { group: 'rbac.authorization.k8s.io' })],
    ['', { group: 'certificates.k8s.io', resource: 'podcertificaterequests', verb: 'create' }],
    ['', {}],
  ])('does what all nodes may: %j for %j', async ([expected, attributes]) => {
    expect(await decide(attributes)).toBe(expected);
  });

  test('has no rights on paths', () => {
    const request = { nonResource: { path: '/healthz', verb: 'get' } };
    expect(authorizer.authorize({ user: NODE, request }, undefined)).toEqual({ outcome: 'NoOpinion', reason: '' });
  });

  test('cannot have its rights listed, while others have none', async () => {
    expect(await authorizer.rulesFor(NODE, 'ns', undefined)).toEqual({
      resourceRules: [],
      nonResourceRules: [],
      incomplete: true,
      error: 'node authorizer does not support user rule resolution',
    });
    expect(await authorizer.rulesFor({ username: 'ann' }, 'ns', undefined)).toEqual({
      resourceRules: [],
      nonResourceRules: [],
      incomplete: false,
    });
  });
});

test('whoever does not say which node it is, or is not in the group of nodes, may nothing', async () => {
  const request = inNs('pods', 'create');
  expect(await decide(request, { username: 'system:node:', groups: ['system:nodes'] })).toBe(
    'unknown node for user "system:node:"',
  );
  expect(await decide(request, { username: 'system:node:n', groups: ['other'] })).toBe('');
  expect(await decide(request, { username: 'ann', groups: ['system:nodes'] })).toBe('');
});
