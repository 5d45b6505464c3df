import { describe, expect, it } from 'vitest';
import { leases } from '../../../src/kinds/coordination/leases/index.ts';
import { updateOrCreateObject } from '../../../src/registry/update-or-create.ts';
import { describeResource } from '../../registry/resource-suite.ts';
import { errorsOf, objectOf, rowOf } from '../../support/kinds.ts';
import { answered, IN_DEFAULT, resourceOf, statusOf } from '../../support/registry.ts';

const SPEC = { holderIdentity: 'a', leaseDurationSeconds: 40, renewTime: '2020-01-01T00:00:00.000000Z' };

describeResource(leases, {
  valid: (name) => ({ metadata: { name }, spec: SPEC }),
  changed: (stored) => ({ ...stored, spec: { ...SPEC, leaseTransitions: Number(stored.metadata.resourceVersion) } }),
  invalid: (name) => ({ metadata: { name }, spec: { leaseDurationSeconds: 0 } }),
  invalidField: 'spec.leaseDurationSeconds',
  subresources: {},
});

describe('leases', () => {
  it.each([
    [{ leaseDurationSeconds: -1 }, 'spec.leaseDurationSeconds: Invalid value: -1: must be greater than 0'],
    [{ leaseTransitions: -1 }, 'spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0'],
  ])('refuse %j', (spec, error) => {
    expect(errorsOf(leases, { metadata: { name: 'l', namespace: 'default' }, spec })).toEqual([error]);
  });

  it('lose what only coordinated elections need', () => {
    const lease = objectOf(leases, { spec: { strategy: 'OldestEmulationVersion', preferredHolder: 'b' } });
    leases.strategy.prepareForCreate(lease);
    expect({ ...lease.spec }).not.toMatchObject({ strategy: expect.anything() });
    expect(lease.spec.preferredHolder).toBeUndefined();
  });

  it('are shown with their holder', () => {
    expect(rowOf(leases, { metadata: { name: 'l' }, spec: SPEC })).toEqual(['l', 'a', '<unknown>']);
    expect(rowOf(leases, { metadata: { name: 'l' } })).toEqual(['l', '', '<unknown>']);
  });
});

describe('a replacement of a kind that it may create', () => {
  const update = (uid?: string) => ({
    name: 'l',
    subresource: '',
    strategy: leases.strategy,
    uid,
    dryRun: false,
    change: () => objectOf(leases, { metadata: { name: 'l', namespace: 'default' }, spec: { holderIdentity: 'a' } }),
  });

  it('creates the object where there is none', async () => {
    const resource = resourceOf(leases);
    const written = await updateOrCreateObject(resource, update(), IN_DEFAULT);
    expect(written.created).toBe(true);
    expect(answered(resource, written)).toMatchObject({
      metadata: { name: 'l', resourceVersion: String(written.revision) },
    });
  });

  it('replaces the object where there is one', async () => {
    const resource = resourceOf(leases);
    const first = await updateOrCreateObject(resource, update(), IN_DEFAULT);
    const resourceVersion = String(first.revision);
    const change = () => objectOf(leases, { metadata: { name: 'l', namespace: 'default', resourceVersion }, spec: {} });
    const { created, revision } = await updateOrCreateObject(resource, { ...update(), change }, IN_DEFAULT);
    expect(created).toBe(false);
    expect(revision).toBeGreaterThan(first.revision ?? 0);
  });

  it('answers 409 Conflict where it names a uid and there is no object', async () => {
    const refusal = await statusOf(updateOrCreateObject(resourceOf(leases), update('u'), IN_DEFAULT));
    expect(refusal).toMatchObject({ code: 409, reason: 'Conflict' });
    expect(refusal.message).toContain('UID in precondition: u, UID in object meta: ');
  });

  it('answers 422 where the object is there and it names no version', async () => {
    const resource = resourceOf(leases);
    await updateOrCreateObject(resource, update(), IN_DEFAULT);
    expect((await statusOf(updateOrCreateObject(resource, update(), IN_DEFAULT))).code).toBe(422);
  });
});
