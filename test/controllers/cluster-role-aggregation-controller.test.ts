import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ClusterRole, PolicyRule } from '../../schemas/rbac/v1/role.ts';
import { runClusterRoleAggregation } from '../../src/controllers/cluster-role-aggregation/cluster-role-aggregation-controller.ts';
import { clusterRoles } from '../../src/kinds/rbac/cluster-roles/index.ts';
import { createObject } from '../../src/registry/create.ts';
import { deleteObject } from '../../src/registry/delete.ts';
import { findObject } from '../../src/registry/get.ts';
import type { ResourceContext } from '../../src/registry/resource-context.ts';
import { type Cluster, openCluster, within } from '../support/cluster.ts';

let cluster: Cluster;
let resource: ResourceContext<ClusterRole>;
let running: Promise<void>;
let failures: unknown[];

beforeEach(async () => {
  cluster = await openCluster();
  resource = cluster.registry.of(clusterRoles);
  failures = [];
  const failed = (_: string, error: unknown): void => void failures.push(error);
  running = runClusterRoleAggregation(
    { clusterRoles: resource, clock: cluster.clock, failed },
    cluster.stopping.signal,
  );
});
afterEach(async () => {
  cluster.stopping.abort();
  await running;
  expect(failures).toEqual([]);
});

const get = (name: string): PolicyRule => ({ verbs: ['get'], apiGroups: [''], resources: [name] });

async function create(name: string, fields: Partial<ClusterRole>, labels: Record<string, string> = {}): Promise<void> {
  const role = Object.assign(clusterRoles.codec.empty(), { rules: null, ...fields });
  role.metadata = { name, labels };
  await createObject(resource, role, within(), { dryRun: false });
  await cluster.settled();
}

const aggregation = (...values: string[]) => ({
  aggregationRule: { clusterRoleSelectors: values.map((part) => ({ matchLabels: { part } })) },
});

async function rulesOf(name: string): Promise<readonly PolicyRule[] | null | undefined> {
  return (await findObject(resource, name, within()))?.rules;
}

test('a role has the rules of those that it selects, by selector and name, each once', async () => {
  await create('sum', aggregation('x', 'y'));
  expect(await rulesOf('sum')).toBeNull();
  await create('b', { rules: [get('b'), get('both')] }, { part: 'x' });
  await create('a', { rules: [get('both'), get('a')] }, { part: 'x' });
  await create('0', { rules: [get('0')] }, { part: 'y' });
  await create('other', { rules: [get('other')] }, { part: 'z' });
  expect(await rulesOf('sum')).toEqual(['both', 'a', 'b', '0'].map(get));
});

test('a role may be a part of another one that is aggregated', async () => {
  await create('sum', aggregation('x'));
  await create('part', aggregation('y'), { part: 'x' });
  await create('a', { rules: [get('a')] }, { part: 'y' });
  expect(await rulesOf('sum')).toEqual([get('a')]);
});

test('rules go with the role that they came from', async () => {
  await create('sum', aggregation('x'));
  await create('a', { rules: [get('a')] }, { part: 'x' });
  await deleteObject(resource, 'a', within(), {});
  await cluster.settled();
  expect(await rulesOf('sum')).toBeNull();
});

test('it owns the rules by its own name', async () => {
  await create('a', { rules: [get('a')] }, { part: 'x' });
  await create('sum', aggregation('x'));
  const role = await findObject(resource, 'sum', within());
  const owners = role === undefined ? [] : clusterRoles.codec.ownersOf(role);
  expect(owners.find(({ operation }) => operation === 'Apply')?.manager).toBe('clusterrole-aggregation-controller');
});
