import { describe, expect, it } from 'vitest';
import type { NodeCondition } from '../../src/cri/backend.ts';
import { leases } from '../../src/kinds/coordination/leases/index.ts';
import { nodes } from '../../src/kinds/core/nodes/index.ts';
import { createObject } from '../../src/registry/create.ts';
import { ownRequest } from '../../src/registry/definition/request-context.ts';
import { getObject } from '../../src/registry/get.ts';
import { nodeReports } from '../../src/server/node-reports.ts';
import { objectOf } from '../support/kinds.ts';
import { answered, resourceOf, revisionOf } from '../support/registry.ts';

const ANYWHERE = ownRequest({ namespace: undefined, signal: undefined, manager: 'someone' });
const SIGNAL = new AbortController().signal;
const READY: NodeCondition = { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'm' };

function reporting() {
  let time = Date.UTC(2020, 0, 1);
  const resources = { nodes: resourceOf(nodes), leases: resourceOf(leases) };
  return {
    ...resources,
    reports: nodeReports(resources, 'node-1', () => time),
    passSeconds: (seconds: number) => {
      time += seconds * 1_000;
    },
    createNode: (status: object = {}) =>
      createObject(
        resources.nodes,
        objectOf(nodes, { metadata: { name: 'node-1', labels: { zone: 'a' } }, status }),
        ANYWHERE,
        {
          dryRun: false,
        },
      ),
    node: async () => answered(resources.nodes, await getObject(resources.nodes, 'node-1', ANYWHERE)),
    lease: async () =>
      answered(
        resources.leases,
        await getObject(resources.leases, 'node-1', { namespace: 'kube-node-lease', signal: undefined }),
      ),
  };
}

describe('conditions that are reported', () => {
  it('are set beside those that others report', async () => {
    const { reports, createNode, node } = reporting();
    const other = { type: 'DiskPressure', status: 'False', lastHeartbeatTime: null, lastTransitionTime: null };
    await createNode({ conditions: [other], capacity: { cpu: '4' } });
    expect(await reports.setConditions([READY], SIGNAL)).toBe(true);
    const time = '2020-01-01T00:00:00Z';
    expect((await node()).status).toMatchObject({
      capacity: { cpu: '4' },
      conditions: [other, { ...READY, lastHeartbeatTime: time, lastTransitionTime: time }],
    });
  });

  it('are owned by a field manager of their own', async () => {
    const { reports, createNode, node } = reporting();
    await createNode();
    await reports.setConditions([READY], SIGNAL);
    expect((await node()).metadata.managedFields).toContainEqual(
      expect.objectContaining({ manager: 'podledger-cri', operation: 'Update', subresource: 'status' }),
    );
  });

  it('are written only where they say something new', async () => {
    const { reports, createNode, passSeconds, nodes: resource } = reporting();
    await createNode();
    await reports.setConditions([READY], SIGNAL);
    const revision = await revisionOf(resource);
    passSeconds(3_600);
    expect(await reports.setConditions([READY], SIGNAL)).toBe(true);
    expect(await revisionOf(resource)).toBe(revision);
  });

  it('keep the time of their transition while their status stays', async () => {
    const { reports, createNode, passSeconds, node } = reporting();
    await createNode();
    await reports.setConditions([READY], SIGNAL);
    passSeconds(60);
    await reports.setConditions([{ ...READY, message: 'other' }], SIGNAL);
    const [reworded] = (await node()).status.conditions ?? [];
    expect(reworded).toMatchObject({
      message: 'other',
      lastHeartbeatTime: '2020-01-01T00:01:00Z',
      lastTransitionTime: '2020-01-01T00:00:00Z',
    });
    await reports.setConditions([{ ...READY, status: 'False' }], SIGNAL);
    expect((await node()).status.conditions?.[0]?.lastTransitionTime).toBe('2020-01-01T00:01:00Z');
  });

  it('go nowhere where there is no such node', async () => {
    const { reports, nodes: resource } = reporting();
    expect(await reports.setConditions([READY], SIGNAL)).toBe(false);
    expect(await revisionOf(resource)).toBe(0);
  });
});

describe('a sign of life', () => {
  it('makes the lease of the node, which the node owns, and renews it', async () => {
    const { reports, createNode, passSeconds, node, lease } = reporting();
    await createNode();
    await reports.renewLease(SIGNAL);
    const { uid } = (await node()).metadata;
    const made = await lease();
    expect(made.metadata.ownerReferences).toEqual([{ apiVersion: 'v1', kind: 'Node', name: 'node-1', uid }]);
    expect(made.spec).toEqual({
      holderIdentity: 'node-1',
      leaseDurationSeconds: 40,
      renewTime: '2020-01-01T00:00:00.000000Z',
    });
    passSeconds(10);
    await reports.renewLease(SIGNAL);
    expect((await lease()).spec.renewTime).toBe('2020-01-01T00:00:10.000000Z');
  });

  it('makes no lease where there is no such node', async () => {
    const { reports, leases: resource } = reporting();
    await reports.renewLease(SIGNAL);
    expect(await revisionOf(resource)).toBe(0);
  });
});
