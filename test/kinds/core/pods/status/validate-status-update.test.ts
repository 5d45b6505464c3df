import { describe, expect, it } from 'vitest';
import type { ContainerStatus } from '../../../../../schemas/core/v1/container-status.ts';
import type { Pod } from '../../../../../schemas/core/v1/pod.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import type { PodStatus } from '../../../../../schemas/core/v1/pod-status.ts';
import { validatePodStatusUpdate } from '../../../../../src/kinds/core/pods/status/validate-status-update.ts';
import { condition, container, containerStatus, pod, running, terminated } from '../objects.ts';

const texts = (next: Pod, old: Pod = pod()) =>
  validatePodStatusUpdate(next, old).map(({ field, message }) => `${field}: ${message}`);
const withStatus = (status: Partial<PodStatus>, spec: Partial<PodSpec> = {}) => texts(pod({ status, spec }));

const NAME_PART =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

describe('an update of the status', () => {
  it('may report anything as the phase, and conditions of the same type', () => {
    const conditions = [condition('Ready', { status: 'Perhaps' }), condition('Ready'), condition('example.com/Custom')];
    expect(withStatus({ phase: 'Resting', conditions, containerStatuses: [containerStatus('unknown')] })).toEqual([]);
  });

  it('names conditions by qualified names', () => {
    expect(withStatus({ conditions: [condition('Ready'), condition('no good'), condition('')] })).toEqual([
      `status.conditions[1].Type: Invalid value: "no good": ${NAME_PART}`,
      'status.conditions[2].Type: Invalid value: "": name part must be non-empty',
      `status.conditions[2].Type: Invalid value: "": ${NAME_PART}`,
    ]);
  });

  it('observes generations that are not negative', () => {
    const conditions = [condition('Ready', { observedGeneration: -1 })];
    expect(withStatus({ observedGeneration: -3, conditions })).toEqual([
      'status.conditions[0].observedGeneration: Invalid value: -1: must be a non-negative integer',
      'status.observedGeneration: Invalid value: -3: must be a non-negative integer',
    ]);
  });

  it('keeps the QoS class', () => {
    expect(withStatus({ qosClass: 'Burstable' })).toEqual([
      'status.qosClass: Invalid value: "Burstable": field is immutable',
    ]);
  });

  it('reports what is wrong in the order of kube-apiserver', () => {
    const next = pod({
      metadata: { labels: { '-bad': 'x' } },
      spec: { nodeName: 'n', restartPolicy: 'Never' },
      status: {
        conditions: [condition('no good')],
        nominatedNodeName: 'n2',
        observedGeneration: -1,
        qosClass: 'Guaranteed',
        containerStatuses: [containerStatus('main', { state: running, user: { linux: { uid: -1, gid: 0 } } })],
        podIPs: [{ ip: 'x' }],
        hostIPs: [{ ip: 'y' }],
      },
    });
    const old = pod({ status: { containerStatuses: [containerStatus('main', { state: terminated(0) })] } });
    expect(validatePodStatusUpdate(next, old).map(({ field }) => field)).toEqual([
      'metadata.labels',
      'status.conditions[0].Type',
      'status.nominatedNodeName',
      'status.observedGeneration',
      'status.qosClass',
      'status.containerStatuses[0].state',
      'status.podIPs[0]',
      'status.hostIPs[0].ip',
      'status.hostIPs[0]',
      'status.containerStatuses[0].user.linux.uid',
    ]);
  });

  it('does not read the spec where no rule needs it', () => {
    const unread = (status: Partial<PodStatus>): Pod => ({
      ...pod({ status }),
      get spec(): PodSpec {
        throw new Error('read');
      },
    });
    const containerStatuses = [containerStatus('main', { state: running })];
    const next = unread({ containerStatuses, podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }] });
    expect(texts(next, unread({}))).toEqual([]);
  });
});

describe('nominatedNodeName', () => {
  const bound = pod({ spec: { nodeName: 'n' }, status: { nominatedNodeName: 'before' } });

  it('is the name of a node', () => {
    const [error] = withStatus({ nominatedNodeName: 'Not a node' });
    expect(error).toContain('status.nominatedNodeName: Invalid value: "Not a node": a lowercase RFC 1123 subdomain');
    expect(withStatus({ nominatedNodeName: 'node-1.example.com' })).toEqual([]);
  });

  it('may not be set on a bound pod, but stay and be cleared', () => {
    expect(texts(pod({ spec: { nodeName: 'n' }, status: { nominatedNodeName: 'after' } }), bound)).toEqual([
      'status.nominatedNodeName: Forbidden: may not be set on pods that are already bound to a node',
    ]);
    expect(texts(bound, bound)).toEqual([]);
    expect(texts(pod({ spec: { nodeName: 'n' } }), bound)).toEqual([]);
  });
});

describe("a container's user", () => {
  const user = (linux: NonNullable<ContainerStatus['user']>['linux']) => ({
    containerStatuses: [containerStatus('main', linux === undefined ? { user: {} } : { user: { linux } })],
  });

  it('has IDs that fit 31 bits', () => {
    expect(withStatus(user({ uid: -1, gid: 2 ** 31, supplementalGroups: [0, 2n ** 60n] }))).toEqual([
      'status.containerStatuses[0].user.linux.uid: Invalid value: -1: must be between 0 and 2147483647, inclusive',
      'status.containerStatuses[0].user.linux.gid: Invalid value: 2147483648: must be between 0 and 2147483647, inclusive',
      'status.containerStatuses[0].user.linux.supplementalGroups[1]: Invalid value: 1152921504606846976: must be between 0 and 2147483647, inclusive',
    ]);
    expect(withStatus(user({ uid: 0, gid: 2 ** 31 - 1 }))).toEqual([]);
    expect(withStatus(user(undefined))).toEqual([]);
  });

  it('is none of Linux in a Windows pod', () => {
    expect(withStatus(user({ uid: 0, gid: 0 }), { os: { name: 'windows' } })).toEqual([
      'status.containerStatuses[0].user.linux: Forbidden: cannot be set for a windows pod',
    ]);
  });
});

describe("a container's devices", () => {
  const spec = {
    containers: [
      container('main', {
        resources: {
          requests: { 'example.com/gpu': '1' },
          claims: [{ name: 'gpus' }, { name: 'nics', request: 'fast' }],
        },
      }),
    ],
  };
  const health = (...allocatedResourcesStatus: NonNullable<ContainerStatus['allocatedResourcesStatus']>) =>
    withStatus({ containerStatuses: [containerStatus('main', { allocatedResourcesStatus })] }, spec);
  const at = 'status.containerStatuses[0].allocatedResourcesStatus';

  it('belong to resources and claims that the container asks for', () => {
    expect(health({ name: 'example.com/gpu' }, { name: 'claim:gpus' }, { name: 'claim:nics/fast' })).toEqual([]);
    expect(health({ name: 'example.com/fpga' }, { name: 'claim:nics' })).toEqual([
      `${at}[0].name: Invalid value: "example.com/fpga": must match one of the container's resource requests`,
      `${at}[1].name: Invalid value: "claim:nics": must match one of the container's resource claims in a format 'claim:<claimName>/<request>' or 'claim:<claimName>' if request is empty`,
    ]);
  });

  it('stand once, with a health that is known and a message that says something', () => {
    const resources = [
      { resourceID: 'a', health: 'Healthy' },
      { resourceID: 'a', health: 'Fine', message: '' },
      { resourceID: 'b', health: 'Unknown', message: 'x'.repeat(1025) },
    ];
    expect(health({ name: 'example.com/gpu', resources })).toEqual([
      `${at}[0].resources[1].health: Unsupported value: "Fine": supported values: "Healthy", "Unhealthy", "Unknown"`,
      `${at}[0].resources[1].message: Required value: must be non-empty if specified`,
      `${at}[0].resources[1].resourceID: Duplicate value: "a"`,
      `${at}[0].resources[2].message: Too long: may not be more than 1024 bytes`,
    ]);
  });

  it('are none for ephemeral containers', () => {
    const statuses = [containerStatus('e', { allocatedResourcesStatus: [{ name: 'example.com/gpu' }] })];
    expect(withStatus({ ephemeralContainerStatuses: statuses })).toEqual([
      'status.ephemeralContainerStatuses[0].allocatedResourcesStatus: Forbidden: must not be specified in container status',
    ]);
  });
});

describe('claims made for a pod', () => {
  it('belong to entries of spec.resourceClaims, one to each', () => {
    const spec = { resourceClaims: [{ name: 'gpus', resourceClaimTemplateName: 't' }] };
    expect(withStatus({ resourceClaimStatuses: [{ name: 'gpus', resourceClaimName: 'p-gpus-x7' }] }, spec)).toEqual([]);
    const statuses = [{ name: 'gpus' }, { name: 'gpus', resourceClaimName: 'Bad' }, { name: 'other' }];
    const errors = withStatus({ resourceClaimStatuses: statuses }, spec);
    expect(errors[0]).toBe('status.resourceClaimStatuses[1].name: Duplicate value: "gpus"');
    expect(errors[1]).toContain(
      'status.resourceClaimStatuses[1].resourceClaimName: Invalid value: "Bad": a lowercase RFC 1123',
    );
    expect(errors[2]).toBe(
      'status.resourceClaimStatuses[2].name: Invalid value: "other": must match the name of an entry in `spec.resourceClaims`',
    );
    expect(errors).toHaveLength(3);
  });

  it('say which request serves which extended resource', () => {
    const spec = { containers: [container('main', { resources: { requests: { 'example.com/gpu': '1' } } })] };
    const mapping = { containerName: 'main', resourceName: 'example.com/gpu', requestName: 'r' };
    const claim = (requestMappings: (typeof mapping)[], resourceClaimName = 'claim') =>
      withStatus({ extendedResourceClaimStatus: { requestMappings, resourceClaimName } }, spec);
    const at = 'status.extendedResourceClaimStatus';
    expect(claim([mapping])).toEqual([]);
    expect(claim([], '')).toEqual([
      `${at}.requestMappings: Required value: at least one request mapping is required`,
      `${at}.resourceClaimName: Required value`,
    ]);
    expect(
      claim([
        { ...mapping, containerName: 'x' },
        { ...mapping, resourceName: 'y' },
      ]),
    ).toEqual([
      `${at}.requestMappings[0].containerName: Invalid value: "x": must match the name of an entry in spec.initContainers.name or spec.containers.name`,
      `${at}.requestMappings[1].resourceName: Invalid value: "y": must match the extended resource name of an entry in spec.initContainers.resources.requests or spec.containers.resources.requests`,
    ]);
    expect(claim([mapping, mapping])).toEqual([
      `${at}.requestMappings[1].containerName: Duplicate value: "main"`,
      `${at}.requestMappings[1].resourceName: Duplicate value: "example.com/gpu"`,
      `${at}.requestMappings[1].requestName: Duplicate value: "r"`,
    ]);
    expect(claim([{ ...mapping, requestName: 'R' }])[0]).toContain(`${at}.requestName: Invalid value: "R"`);
  });
});
