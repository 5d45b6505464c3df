import { describe, expect, it } from 'vitest';
import type { ObjectMeta } from '../../../../schemas/meta/v1/object-meta.ts';
import { podStatusStrategy } from '../../../../src/kinds/core/pods/status-strategy.ts';
import { condition, containerStatus, pod } from './objects.ts';

describe('an update through pods/status', () => {
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r', uid: 'u', controller: true };

  it('keeps the spec', () => {
    expect(podStatusStrategy.keptFields).toEqual(['spec']);
  });

  it('keeps the owners, whatever the body says', () => {
    const next = pod({ metadata: { ownerReferences: [{ ...owner, name: 'other' }] } });
    podStatusStrategy.prepareForUpdate(next, pod({ metadata: { ownerReferences: [owner] } }));
    expect(next.metadata.ownerReferences).toEqual([owner]);
    podStatusStrategy.prepareForUpdate(next, pod());
    expect(next.metadata).not.toHaveProperty('ownerReferences');
  });

  it('replaces labels, annotations and finalizers', () => {
    const metadata: Partial<ObjectMeta> = { labels: { a: 'b' }, finalizers: ['example.com/x'] };
    const next = pod({ metadata });
    podStatusStrategy.prepareForUpdate(next, pod({ metadata: { annotations: { c: 'd' } } }));
    expect(next.metadata).toMatchObject(metadata);
    expect(next.metadata).not.toHaveProperty('annotations');
  });

  it('drops annotations that once stood for init containers', () => {
    const next = pod({ metadata: { annotations: { 'pod.beta.kubernetes.io/init-container-statuses': '[]', a: 'b' } } });
    podStatusStrategy.setDefaults(next);
    expect(next.metadata.annotations).toEqual({ a: 'b' });
  });

  it('takes no deletion timestamp from the body', () => {
    const next = pod({ metadata: { deletionTimestamp: '2024-06-01T12:00:00Z' } });
    podStatusStrategy.prepareForUpdate(next, pod());
    expect(next.metadata).not.toHaveProperty('deletionTimestamp');
  });

  it('fills in the QoS class where the body leaves it out', () => {
    const next = pod();
    delete next.status.qosClass;
    podStatusStrategy.prepareForUpdate(next, pod({ status: { qosClass: 'Guaranteed' } }));
    expect(next.status.qosClass).toBe('Guaranteed');
  });

  it('fills in observed generations, pairing conditions of the same type in their order', () => {
    const next = pod({
      status: {
        conditions: [
          condition('Ready'),
          condition('Ready', { observedGeneration: 9 }),
          condition('Ready'),
          condition('Ready'),
          condition('New'),
          condition('Zero', { observedGeneration: 0 }),
        ],
      },
    });
    const old = pod({
      status: {
        observedGeneration: 4,
        conditions: [1, 2, 3].map((observedGeneration) => condition('Ready', { observedGeneration })),
      },
    });
    old.status.conditions?.push(condition('New'), condition('Zero', { observedGeneration: 5 }));
    podStatusStrategy.prepareForUpdate(next, old);
    expect(next.status.observedGeneration).toBe(4);
    expect(next.status.conditions?.map((c) => c.observedGeneration)).toEqual([1, 9, 3, undefined, undefined, 5]);
    expect(old.status.conditions?.map((c) => c.observedGeneration)).toEqual([1, 2, 3, undefined, 5]);
  });

  it('drops what belongs to features that are switched off', () => {
    const mount = { name: 'v', mountPath: '/v' };
    const next = pod({
      status: {
        nodeAllocatableResourceClaimStatuses: [{ resourceClaimName: 'c', resources: {} }],
        containerStatuses: [
          containerStatus('main', { volumeMounts: [{ ...mount, volumeStatus: { image: { imageRef: 'i' } } }] }),
        ],
      },
    });
    podStatusStrategy.prepareForUpdate(next, pod());
    expect(next.status).not.toHaveProperty('nodeAllocatableResourceClaimStatuses');
    expect(next.status.containerStatuses?.[0]?.volumeMounts).toEqual([mount]);
  });

  it('makes podIP the first of podIPs and rounds amounts up to thousandths', () => {
    const next = pod({
      status: {
        podIP: '10.0.0.1',
        containerStatuses: [
          containerStatus('main', { allocatedResources: { cpu: '100u' }, resources: { requests: { cpu: '1500u' } } }),
        ],
      },
    });
    podStatusStrategy.setDefaults(next);
    expect(next.status.podIPs).toEqual([{ ip: '10.0.0.1' }]);
    expect(next.status.containerStatuses?.[0]).toMatchObject({
      allocatedResources: { cpu: '1m' },
      resources: { requests: { cpu: '2m' } },
    });
  });

  it('warns of addresses that are not written in canonical form', () => {
    const next = pod({ status: { podIPs: [{ ip: 'FD00::1' }], hostIPs: [{ ip: 'FD00::2' }] } });
    expect(podStatusStrategy.warningsOnUpdate(next, pod())).toEqual([
      'status.podIPs[0].ip: IPv6 address "FD00::1" should be in RFC 5952 canonical format ("fd00::1")',
      'status.hostIPs[0].ip: IPv6 address "FD00::2" should be in RFC 5952 canonical format ("fd00::2")',
    ]);
  });

  it('needs no resourceVersion and never creates', () => {
    expect(podStatusStrategy).toMatchObject({ allowUnconditionalUpdate: true, allowCreateOnUpdate: false });
  });
});
