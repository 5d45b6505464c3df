import { describe, expect, it } from 'vitest';
import type { Container } from '../../../../../schemas/core/v1/container.ts';
import type { Pod } from '../../../../../schemas/core/v1/pod.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { podResizeStrategy } from '../../../../../src/kinds/core/pods/resize-strategy.ts';
import { container, containerStatus, pod, running } from '../objects.ts';

type Amounts = Record<string, string>;

/** A container that asks for this much, and whose limits are these. */
const sized = (requests: Amounts, limits?: Amounts, members: Partial<Container> = {}): Container =>
  container('main', { resources: { requests, ...(limits && { limits }) }, ...members });
const burstable = sized({ cpu: '100m' });

/** What a resize of `old` is refused for, each error as `field: message`. */
function resize(next: Partial<PodSpec>, old: Partial<PodSpec>, members: Parameters<typeof pod>[0] = {}): string[] {
  const stored = pod({ ...members, spec: { ...old }, status: { qosClass: 'Burstable', ...members.status } });
  const changed: Pod = { ...pod({ ...members, spec: next }), status: stored.status };
  podResizeStrategy.prepareForUpdate(changed, stored);
  return podResizeStrategy.validateUpdate(changed, stored).map(({ field, message }) => `${field}: ${message}`);
}

const one = (next: Container, old: Container, members?: Parameters<typeof pod>[0]) =>
  resize({ containers: [next] }, { containers: [old] }, members);

describe('a resize', () => {
  it('changes and adds CPU and memory, up and down', () => {
    const old = sized({ cpu: '1', memory: '1Gi' }, { cpu: '2', memory: '2Gi' });
    expect(one(sized({ cpu: '500m', memory: '64Mi' }, { cpu: '3', memory: '1Gi' }), old)).toEqual([]);
    expect(one(sized({ cpu: '100m', memory: '1Gi' }), burstable)).toEqual([]);
  });

  it('changes nothing but resources and their policies, and counts where it changes them', () => {
    const stored = pod({ spec: { containers: [burstable] }, metadata: { labels: { a: '1' } } });
    const resizePolicy = [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }];
    const wanted = sized({ cpu: '200m' }, undefined, { image: 'other:1', resizePolicy });
    const next = pod({ spec: { containers: [wanted], nodeName: 'n' }, metadata: { labels: { a: '2' } } });
    podResizeStrategy.prepareForUpdate(next, stored);
    expect(next.spec).toEqual({
      ...stored.spec,
      containers: [{ ...burstable, resources: wanted.resources, resizePolicy }],
    });
    expect(next.metadata).toMatchObject({ labels: { a: '1' }, generation: 2 });
    podResizeStrategy.prepareForUpdate(stored, pod({ spec: { containers: [burstable] } }));
    expect(stored.metadata.generation).toBe(1);
  });

  it('may give a pod without resources as a whole such resources', () => {
    const resources = { requests: { cpu: '1' }, limits: { cpu: '2' } };
    expect(resize({ containers: [burstable], resources }, { containers: [burstable] })).toEqual([]);
    const disk = { requests: { 'ephemeral-storage': '1Gi' } };
    expect(resize({ containers: [burstable], resources: disk }, { containers: [burstable] })).toContain(
      'spec: Forbidden: only cpu and memory resources are mutable at pod-level',
    );
  });

  it('takes no request and no limit away', () => {
    const old = sized({ cpu: '1', memory: '1Gi' }, { memory: '2Gi' });
    expect(one(sized({ cpu: '1' }), old)).toEqual([
      'spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed',
      'spec.containers[0].resources.limits: Forbidden: resource limits cannot be removed',
    ]);
  });

  it('leaves the QoS class as it is', () => {
    expect(one(sized({ cpu: '1', memory: '1Gi' }, { cpu: '1', memory: '1Gi' }), burstable)).toEqual([
      'spec: Invalid value: "Burstable": Pod QOS Class may not change as a result of resizing',
    ]);
  });

  it('is of CPU and memory only', () => {
    const old = sized({ cpu: '1', 'ephemeral-storage': '1Gi' });
    expect(one(sized({ cpu: '2', 'ephemeral-storage': '2Gi' }), old)).toEqual([
      'spec: Forbidden: only cpu and memory resources are mutable',
    ]);
  });

  it('has what a new pod must have as well', () => {
    expect(one(sized({ cpu: '2' }, { cpu: '1' }), sized({ cpu: '1' }, { cpu: '1' }))).toEqual([
      'spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
    ]);
  });

  it('neither adds, removes, renames nor reorders containers', () => {
    const other = { ...burstable, name: 'other' };
    expect(resize({ containers: [burstable, other] }, { containers: [burstable] })).toEqual([
      'spec.containers: Forbidden: containers may not be added or removed on resize',
    ]);
    expect(resize({ containers: [other, burstable] }, { containers: [burstable, other] })).toEqual([
      'spec.containers[0].name: Forbidden: containers may not be renamed or reordered on resize',
      'spec.containers[1].name: Forbidden: containers may not be renamed or reordered on resize',
    ]);
    expect(resize({ containers: [burstable], initContainers: [other] }, { containers: [burstable] })).toEqual([
      'spec.initContainers: Forbidden: initContainers may not be added or removed on resize',
    ]);
  });

  it('is of init containers too, unless those would have to be restarted that end', () => {
    const init = { ...burstable, name: 'init' };
    const resources = { requests: { cpu: '200m' } };
    const spec = (initContainer: Container) => ({ containers: [burstable], initContainers: [initContainer] });
    expect(resize(spec({ ...init, resources }), spec(init))).toEqual([]);
    const resizePolicy = [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }];
    const sidecar: Container = { ...init, resizePolicy, restartPolicy: 'Always' };
    expect(resize(spec({ ...sidecar, resources }), spec(sidecar))).toEqual([]);
    expect(resize(spec({ ...init, resources, resizePolicy }), spec(init))).toContain(
      'spec.initContainers[0]: Forbidden: non-sidecar init containers with a resize policy of RestartContainer cannot be resized',
    );
    const storage = { requests: { cpu: '100m', 'ephemeral-storage': '1Gi' } };
    expect(resize(spec({ ...init, resources: storage }), spec(init))).toEqual([
      'spec.initContainers[0]: Forbidden: only cpu and memory resources for init or sidecar containers are mutable',
    ]);
  });

  it('is of the pod as a whole, as of a container', () => {
    const spec = (resources?: PodSpec['resources']) => ({ containers: [burstable], ...(resources && { resources }) });
    const old = spec({ requests: { cpu: '1', memory: '1Gi' } });
    expect(resize(spec({ requests: { cpu: '2', memory: '1Gi' } }), old)).toEqual([]);
    expect(resize(spec({ requests: { cpu: '1' } }), old)).toEqual([
      'spec.resources.requests: Forbidden: pod-level resource requests cannot be removed',
    ]);
    expect(resize(spec(), old)).toEqual(['spec.resources: Forbidden: pod-level resources cannot be removed']);
  });

  it.each<[string, string, Parameters<typeof pod>[0], Partial<PodSpec>]>([
    [
      'static pods',
      'static pods',
      { metadata: { annotations: { 'kubernetes.io/config.mirror': 'x' } } },
      { nodeName: 'n' },
    ],
    ['pods for Windows', 'windows pods', {}, { os: { name: 'windows' } }],
  ])('is refused for %s', (_, what, members, spec) => {
    const next = { containers: [sized({ cpu: '2' })], ...spec };
    expect(resize(next, { containers: [burstable], ...spec }, members)).toEqual([
      `[]: Forbidden: ${what} cannot be resized`,
    ]);
  });

  it('is refused where the node does not say what its containers run with', () => {
    const status = (resources?: object) => ({
      status: { containerStatuses: [containerStatus('main', { state: running, ...(resources && { resources }) })] },
    });
    const next = sized({ cpu: '2' });
    expect(one(next, burstable, status())).toEqual(['spec: Forbidden: Pod running on node without support for resize']);
    expect(one(next, burstable, status({}))).toEqual([]);
  });

  it('is refused for pods whose devices are part of what the node has to give', () => {
    const status = { nodeAllocatableResourceClaimStatuses: [{ resourceClaimName: 'c', resources: {} }] };
    expect(one(sized({ cpu: '2' }), burstable, { status })).toEqual([
      'spec: Forbidden: pods with node allocatable resource claims cannot be resized',
    ]);
  });
});
