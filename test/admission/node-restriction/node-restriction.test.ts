import { describe, expect, test } from 'vitest';
import { nodeOf, podOf, restricted, why } from './restriction.ts';

const POD = { resource: 'pods', name: 'p' };
const ELSEWHERE = podOf({ spec: { nodeName: 'm' } });

describe('the restriction of nodes', () => {
  test('is about nodes that say which they are', async () => {
    const write = { ...POD, object: podOf() };
    expect(await why({ ...write, username: 'ann' })).toBeUndefined();
    expect(await why({ ...write, groups: ['other'] })).toBeUndefined();
    expect(await why({ ...write, username: 'system:node:' })).toBe('could not determine node from user "system:node:"');
  });

  test.for(['configmaps', 'secrets', 'serviceaccounts', 'events'])('leaves %s to others', async (resource) => {
    expect(await why({ resource, object: {} })).toBeUndefined();
  });
});

describe('a node and its pods', () => {
  const status = (object: object, oldObject: object = podOf()) =>
    why({ ...POD, operation: 'UPDATE', subresource: 'status', object, oldObject });

  test('writes the status of those that are bound to it', async () => {
    expect(await status(podOf({ status: { phase: 'Running' } }))).toBeUndefined();
    const own = 'node "n" can only update pod status for pods with spec.nodeName set to itself';
    expect(await status(ELSEWHERE, ELSEWHERE)).toBe(own);
    const unbound = podOf({ spec: { nodeName: '' } });
    expect(await status(unbound, unbound)).toBe(own);
  });

  test('changes no labels beside it, and none of the claims by which it might read more', async () => {
    const labelled = podOf({ metadata: { labels: { a: 'b' } } });
    const labels = 'node "n" cannot update labels through pod status';
    expect([await status(labelled), await status(podOf(), labelled)]).toEqual([labels, labels]);
    expect(await status(labelled, labelled)).toBeUndefined();
    const claims = podOf({ status: { resourceClaimStatuses: [{ name: 'a', resourceClaimName: 'c' }] } });
    expect(await status(claims)).toBe('node "n" cannot update resource claim statues');
    expect(await status(claims, claims)).toBeUndefined();
    const extended = { extendedResourceClaimStatus: { requestMappings: [], resourceClaimName: 'c' } };
    expect(await status(podOf({ status: extended }))).toBe('node "n" cannot update extended resource claim status');
  });

  test('deletes those that are bound to it', async () => {
    expect(await why({ ...POD, operation: 'DELETE', oldObject: podOf() })).toBeUndefined();
    expect(await restricted({ ...POD, operation: 'DELETE', oldObject: ELSEWHERE })).toMatchObject({
      code: 403,
      message: 'pods "p" is forbidden: node "n" can only delete pods with spec.nodeName set to itself',
    });
  });

  test('evicts those that are bound to it; 404 where there is none', async () => {
    const evict = (pod: ReturnType<typeof podOf> | undefined) =>
      restricted({ ...POD, subresource: 'eviction', object: {}, lookups: { pod: async () => pod } });
    expect(await evict(podOf())).toBeUndefined();
    expect((await evict(ELSEWHERE))?.message).toMatch(/: node n can only evict pods with spec.nodeName set to itself$/);
    expect(await evict(undefined)).toMatchObject({ code: 404, message: 'pod "p" not found' });
  });

  test('does nothing else with pods', async () => {
    expect(await why({ ...POD, operation: 'UPDATE', object: podOf(), oldObject: podOf() })).toBe(
      'unexpected operation "UPDATE", node "n" can only create and delete mirror pods',
    );
    expect(await why({ ...POD, subresource: 'binding', object: {} })).toBe(
      `unexpected pod subresource "binding", only 'status' and 'eviction' are allowed`,
    );
  });
});

describe('a node and its lease', () => {
  const LEASE = { group: 'coordination.k8s.io', resource: 'leases', namespace: 'kube-node-lease' };
  const other = 'can only access node lease with the same name as the requesting node';

  test.for([
    [{ object: { metadata: { name: 'n' } } }, undefined],
    [{ object: { metadata: { name: 'm' } } }, other],
    [{ object: { metadata: { generateName: 'n' } } }, other],
    [{ operation: 'UPDATE', name: 'n' }, undefined],
    [{ operation: 'DELETE', name: 'm' }, other],
    [
      { operation: 'UPDATE', name: 'n', namespace: 'ns' },
      'can only access leases in the "kube-node-lease" system namespace',
    ],
  ] as const)('%j: %s', async ([write, expected]) => {
    expect(await why({ ...LEASE, ...write })).toBe(expected);
  });
});

describe('a node and its Node', () => {
  const NODE = { resource: 'nodes', namespace: undefined, name: 'n' };
  const create = (object: object) => why({ ...NODE, object });
  const update = (object: object, oldObject: object = nodeOf(), subresource = '') =>
    why({ ...NODE, operation: 'UPDATE', subresource, object, oldObject });
  const labelled = (labels: Readonly<Record<string, string>>) => nodeOf({ metadata: { labels } });

  test('leaves other nodes alone', async () => {
    for (const operation of ['CREATE', 'UPDATE', 'DELETE'] as const) {
      const write = { ...NODE, operation, name: 'm', object: nodeOf(), oldObject: nodeOf() };
      expect(await why(write)).toBe('node "n" is not allowed to modify node "m"');
    }
  });

  test('registers with taints, and with the labels that kubelets have', async () => {
    const labels = {
      a: 'b',
      'example.com/a': 'b',
      'kubernetes.io/hostname': 'h',
      'topology.kubernetes.io/zone': 'z',
      'beta.kubernetes.io/arch': 'x',
      'node.kubernetes.io/x': 'y',
      'x.kubelet.kubernetes.io/x': 'y',
      'notkubernetes.io/x': 'y',
    };
    const spec = { taints: [{ key: 'k', effect: 'NoSchedule' }] };
    expect(await create(nodeOf({ metadata: { labels }, spec }))).toBeUndefined();
  });

  test.for([
    'kubernetes.io/x',
    'x.kubernetes.io/x',
    'k8s.io/x',
    'x.k8s.io/x',
    'node-role.kubernetes.io/control-plane',
    'node-restriction.kubernetes.io/x',
    'x.node-restriction.kubernetes.io/x',
  ])('neither sets nor changes nor removes the label %s', async (label) => {
    expect(await create(labelled({ [label]: 'a' }))).toBe(
      `node "n" is not allowed to set the following labels: ${label}`,
    );
    const modify = `is not allowed to modify labels: ${label}`;
    expect(await update(labelled({ [label]: 'a' }))).toBe(modify);
    expect(await update(labelled({ [label]: 'b' }), labelled({ [label]: 'a' }))).toBe(modify);
    expect(await update(nodeOf(), labelled({ [label]: 'a' }))).toBe(modify);
    expect(await update(labelled({ [label]: 'a', b: 'c' }), labelled({ [label]: 'a' }))).toBeUndefined();
  });

  test('is told all labels that it may not set, sorted', async () => {
    expect(await create(labelled({ 'k8s.io/b': '', 'k8s.io/a': '', c: '' }))).toBe(
      'node "n" is not allowed to set the following labels: k8s.io/a, k8s.io/b',
    );
  });

  test('does not decide what runs on it, also beside its status', async () => {
    const tainted = nodeOf({ spec: { taints: [{ key: 'k', effect: 'NoSchedule' }] } });
    const owners = [{ apiVersion: 'v1', kind: 'Pod', name: 'x', uid: 'u' }];
    for (const subresource of ['', 'status']) {
      expect(await update(tainted, nodeOf(), subresource)).toBe('node "n" is not allowed to modify taints');
      expect(await update(nodeOf(), tainted, subresource)).toBe('node "n" is not allowed to modify taints');
      expect(await update(tainted, tainted, subresource)).toBeUndefined();
    }
    expect(await update(nodeOf({ metadata: { ownerReferences: owners } }))).toBe(
      'node "n" is not allowed to modify ownerReferences',
    );
    expect(await update(nodeOf({ spec: { unschedulable: true, providerID: 'x://1' } }))).toBeUndefined();
  });

  test('takes its configuration from nowhere', async () => {
    const configured = nodeOf({
      spec: { configSource: { configMap: { namespace: 'ns', name: 'c', kubeletConfigKey: 'k' } } },
    });
    expect(await create(configured)).toBe('node "n" is not allowed to create pods with a non-nil configSource');
    expect(await update(configured)).toBe(
      'node "n" is not allowed to update configSource to a new non-nil configSource',
    );
    expect(await update(configured, configured)).toBeUndefined();
    expect(await update(nodeOf(), configured)).toBeUndefined();
  });
});
