import { describe, expect, it } from 'vitest';
import { nodes } from '../../../../src/kinds/core/nodes/index.ts';
import { describeResource } from '../../../registry/resource-suite.ts';
import { errorsOf, objectOf, rowOf, updateErrorsOf } from '../../../support/kinds.ts';

const named = (rest: object = {}) => ({ metadata: { name: 'a' }, ...rest });
const READY = { type: 'Ready', status: 'True', lastHeartbeatTime: null, lastTransitionTime: null };

describeResource(nodes, {
  valid: (name) => ({ metadata: { name }, spec: { podCIDR: '10.0.0.0/24' }, status: { capacity: { cpu: '4' } } }),
  changed: (stored) => ({
    ...stored,
    spec: {
      ...(stored.spec as object),
      taints: [{ key: 'a', effect: 'NoSchedule', value: String(stored.metadata.resourceVersion) }],
    },
  }),
  invalid: (name) => ({ metadata: { name }, status: { capacity: { cpu: '-1' } } }),
  invalidField: 'status.capacity.cpu',
  subresources: {
    status: (stored) => ({
      ...stored,
      status: {
        ...(stored.status as object),
        conditions: [{ ...READY, reason: String(stored.metadata.resourceVersion) }],
      },
    }),
  },
});

describe('nodes', () => {
  it('can give what they have, where they say no more', () => {
    const { status } = objectOf(nodes, named({ status: { capacity: { cpu: '4', memory: '100u' } } }));
    expect(status.allocatable).toEqual({ cpu: '4', memory: '1m' });
    const own = { capacity: { cpu: '4' }, allocatable: { cpu: '3' } };
    expect(objectOf(nodes, named({ status: own })).status.allocatable).toEqual({ cpu: '3' });
  });

  it('have the first of their pod ranges in a field of its own', () => {
    expect(objectOf(nodes, named({ spec: { podCIDR: '10.0.0.0/24' } })).spec.podCIDRs).toEqual(['10.0.0.0/24']);
    expect(objectOf(nodes, named({ spec: { podCIDRs: ['10.0.0.0/24', 'fd00::/64'] } })).spec.podCIDR).toBe(
      '10.0.0.0/24',
    );
  });

  it('have the range that the older field names where the two contradict each other', () => {
    const spec = { podCIDR: '10.0.0.0/24', podCIDRs: ['10.0.1.0/24', 'fd00::/64'] };
    expect(objectOf(nodes, named({ spec })).spec).toMatchObject({ podCIDR: '10.0.0.0/24', podCIDRs: ['10.0.0.0/24'] });
    const old = named({ spec: { podCIDR: '10.0.0.0/24' } });
    expect(updateErrorsOf(nodes, old, named({ spec: { ...spec, podCIDRs: ['10.0.1.0/24'] } }))).toEqual([]);
    expect(updateErrorsOf(nodes, old, named({ spec: { ...spec, podCIDR: '10.0.1.0/24' } }))).toEqual([
      'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
    ]);
  });

  it.each([
    [{ spec: { taints: [{ key: 'a', effect: '' }] } }, ['metadata.taints[0].effect: Required value']],
    [
      { spec: { taints: [{ key: 'a', effect: 'Shoo' }] } },
      [
        'metadata.taints[0].effect: Unsupported value: "Shoo": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"',
      ],
    ],
    [
      {
        spec: {
          taints: [
            { key: 'a', effect: 'NoExecute' },
            { key: 'a', effect: 'NoSchedule' },
            { key: 'a', effect: 'NoExecute', value: 'x' },
          ],
        },
      },
      [
        'metadata.taints[2]: Duplicate value: {"Key":"a","Value":"x","Effect":"NoExecute","TimeAdded":null}: taints must be unique by key and effect pair',
      ],
    ],
    [
      { spec: { podCIDR: '10.0.0.1' } },
      ['spec.podCIDRs[0]: Invalid value: "10.0.0.1": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'],
    ],
    [
      { spec: { podCIDRs: ['10.0.0.0/24', '10.0.0.0/24'] } },
      [
        'spec.podCIDRs: Invalid value: ["10.0.0.0/24","10.0.0.0/24"]: may specify no more than one CIDR for each IP family',
      ],
    ],
    [
      { spec: { podCIDRs: ['10.0.0.0/24', 'x'] } },
      [
        'spec.podCIDRs[1]: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
        'spec.podCIDRs: Internal error: invalid PodCIDRs. failed to check with dual stack with error:invalid CIDR[1]: <nil> (invalid CIDR address: x)',
        'spec.podCIDRs: Invalid value: ["10.0.0.0/24","x"]: may specify no more than one CIDR for each IP family',
      ],
    ],
    [
      { status: { allocatable: { 'example.com/gpu': '1500m' } } },
      ['status.allocatable.example.com/gpu: Invalid value: "1500m": must be an integer'],
    ],
  ])('refuse %j', (rest, errors) => {
    expect(errorsOf(nodes, named(rest))).toEqual(errors);
  });

  it.each([
    [
      'taints',
      '[{"key":"a","effect":"NoSchedule"},null]',
      [
        '.scheduler.alpha.kubernetes.io/taints[1].key: Invalid value: "": name part must be non-empty',
        '.scheduler.alpha.kubernetes.io/taints[1].effect: Required value',
      ],
    ],
    [
      'taints',
      '{}',
      [
        ': Invalid value: "scheduler.alpha.kubernetes.io/taints": json: cannot unmarshal object into Go value of type []core.Taint',
      ],
    ],
    [
      'taints',
      '[1]',
      [
        ': Invalid value: "scheduler.alpha.kubernetes.io/taints": json: cannot unmarshal number into Go value of type core.Taint',
      ],
    ],
    ['taints', 'null', []],
    [
      'preferAvoidPods',
      '[]',
      [
        '.AvoidPods: Invalid value: "scheduler.alpha.kubernetes.io/preferAvoidPods": json: cannot unmarshal array into Go value of type v1.AvoidPods',
      ],
    ],
    [
      'preferAvoidPods',
      '{"preferAvoidPods":[{},{"podSignature":{"podController":{"controller":true}}},{"podSignature":{"podController":{}}}]}',
      [
        '.scheduler.alpha.kubernetes.io/preferAvoidPods[0].PodSignature: Required value',
        '.scheduler.alpha.kubernetes.io/preferAvoidPods[2].PodSignature.PodController.Controller: Invalid value: false: must point to a controller',
      ],
    ],
    ['preferAvoidPods', 'null', []],
  ])('have the annotation %s, which nothing reads any more, checked: %s', (name, text, errors) => {
    const annotations = { [`scheduler.alpha.kubernetes.io/${name}`]: text };
    const found = errorsOf(nodes, { metadata: { name: 'a', annotations } });
    expect(found.filter((error) => !error.includes('name part must consist'))).toEqual(
      errors.map((error) => `metadata.annotations${error}`),
    );
  });

  it('declare features that are well named, in order and once each', () => {
    const status = (...declaredFeatures: readonly string[]) => named({ status: { declaredFeatures } });
    const misnamed = (i: number, name: string) =>
      `status.declaredFeatures[${i}]: Invalid value: "${name}": invalid feature name "${name}": must start with an UpperCamelCase segment, with subsequent segments separated by '/' (e.g., MyFeature or MyFeature/mySubFeature), and contain only alphanumeric characters and slashes`;
    const long = 'A'.repeat(254);
    expect(errorsOf(nodes, status('A1', 'A1/b2/C', 'B'))).toEqual([]);
    expect(errorsOf(nodes, status('B', 'A', 'a', 'a', long))).toEqual([
      'status.declaredFeatures[1]: Invalid value: "A": list must be sorted alphabetically',
      misnamed(2, 'a'),
      'status.declaredFeatures[3]: Duplicate value: "a"',
      misnamed(3, 'a'),
      `status.declaredFeatures[4]: Invalid value: "${long}": list must be sorted alphabetically`,
      `status.declaredFeatures[4]: Invalid value: "${long}": invalid feature name "${long}": must be no more than 253 characters`,
    ]);
    expect(updateErrorsOf(nodes, named(), status('a'), 'status')).toEqual([misnamed(0, 'a')]);
  });

  it('have swap space of some size, where they have any', () => {
    const swap = (capacity?: number) => named({ status: { nodeInfo: { swap: { capacity } } } });
    expect(errorsOf(nodes, swap())).toEqual([]);
    expect(errorsOf(nodes, swap(1))).toEqual([]);
    expect(errorsOf(nodes, swap(0))).toEqual([
      'metadata.nodeSwapStatus.capacity: Invalid value: 0: must be greater than zero',
    ]);
    expect(updateErrorsOf(nodes, named(), swap(0), 'status')).toEqual([]);
  });

  it('refuse annotations that should be JSON and are not', () => {
    for (const name of ['taints', 'preferAvoidPods']) {
      const annotations = { [`scheduler.alpha.kubernetes.io/${name}`]: '{' };
      expect(errorsOf(nodes, { metadata: { name: 'a', annotations } })).toEqual([
        expect.stringContaining(`Invalid value: "scheduler.alpha.kubernetes.io/${name}": unexpected end of JSON input`),
      ]);
    }
  });

  it('keep the ranges of their pods and the name that a provider gave, once they have them', () => {
    const old = named({ spec: { podCIDRs: ['10.0.0.0/24'], providerID: 'x://1' } });
    expect(updateErrorsOf(nodes, old, named({ spec: { podCIDRs: ['10.0.1.0/24'], providerID: 'x://2' } }))).toEqual([
      'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
      'spec.providerID: Forbidden: node updates may not change providerID except from "" to valid',
    ]);
    expect(updateErrorsOf(nodes, old, named({ spec: { providerID: 'x://1' } }))).toHaveLength(1);
    expect(updateErrorsOf(nodes, named(), old)).toEqual([]);
  });

  it('refuse another external ID, and an address that stands twice', () => {
    const address = { type: 'InternalIP', address: '10.0.0.1' };
    const next = named({ spec: { externalID: 'x' }, status: { addresses: [address, address] } });
    expect(updateErrorsOf(nodes, named(), next, 'status')).toEqual([
      'status.addresses[1]: Duplicate value: {"Type":"InternalIP","Address":"10.0.0.1"}',
      'spec.externalID: Forbidden: may not be updated',
    ]);
  });

  it('have all allocatable where they do not say what, which is not looked at where they say that nothing is', () => {
    const capacity = { cpu: '-1' };
    const wrong = 'Invalid value: "-1": must be greater than or equal to 0';
    expect(objectOf(nodes, named({ status: { capacity, allocatable: {} } })).status.allocatable).toEqual(capacity);
    expect(objectOf(nodes, named({ status: { allocatable: {} } })).status).not.toHaveProperty('allocatable');
    expect(errorsOf(nodes, named({ status: { capacity } }))).toEqual([
      `status.capacity.cpu: ${wrong}`,
      `status.allocatable.cpu: ${wrong}`,
    ]);
    expect(errorsOf(nodes, named({ status: { capacity, allocatable: {} } }))).toEqual([
      `status.capacity.cpu: ${wrong}`,
    ]);
  });

  it('are answered with null where an image has no names', () => {
    const node = objectOf(nodes, named({ status: { images: [{ sizeBytes: 1 }, { names: [] }, { names: ['a'] }] } }));
    nodes.strategy.prepareForCreate(node);
    expect(node.status.images).toEqual([{ names: null, sizeBytes: 1 }, { names: null }, { names: ['a'] }]);
  });

  it('lose where their configuration is when they are new, and have it checked when it is stored', () => {
    const configMap = { namespace: 'n', name: 'c', kubeletConfigKey: '' };
    const node = objectOf(nodes, named({ spec: { configSource: { configMap } }, status: { config: {} } }));
    const old = objectOf(nodes, named({ spec: { configSource: { configMap } } }));
    nodes.strategy.prepareForUpdate(node, old);
    expect(node.spec.configSource).toEqual({ configMap });
    nodes.strategy.prepareForCreate(node);
    expect(node.spec.configSource).toBeUndefined();
    expect(node.status.config).toBeUndefined();
    const wrong = named({
      spec: { configSource: { configMap: { ...configMap, uid: 'u' } } },
      status: { config: { active: {}, assigned: { configMap } } },
    });
    expect(updateErrorsOf(nodes, wrong, wrong)).toEqual([
      'spec.configSource.configMap.uid: Forbidden: uid must not be set in spec',
      'spec.configSource.configMap.kubeletConfigKey: Required value: kubeletConfigKey must be set',
      'status.config.assigned.configMap.uid: Required value: uid must be set in status',
      'status.config.assigned.configMap.resourceVersion: Required value: resourceVersion must be set in status',
      'status.config.assigned.configMap.kubeletConfigKey: Required value: kubeletConfigKey must be set',
      'status.config.active: Invalid value: {"ConfigMap":null}: exactly one reference subfield must be non-nil',
    ]);
  });

  it('warn of what is no longer of use, and of odd ranges', () => {
    const spec = { configSource: {}, externalID: 'x', podCIDRs: ['FD00:0:0::/64'] };
    expect(nodes.strategy.warningsOnUpdate(objectOf(nodes, named({ spec })), objectOf(nodes, named()))).toEqual([
      'spec.configSource: the feature is removed',
      'spec.externalID: this field is deprecated, and is unused by Kubernetes',
      'spec.podCIDRs[0]: IPv6 CIDR value "FD00:0:0::/64" should be in RFC 5952 canonical format ("fd00::/64")',
    ]);
  });

  it('can be selected by whether they take new pods', () => {
    expect(Object.keys(nodes.selectableFields)).toEqual(['metadata.name', 'spec.unschedulable']);
  });

  it('are shown with their status, roles and addresses', () => {
    expect(rowOf(nodes, named())).toEqual([
      'a',
      'Unknown',
      '<none>',
      '<unknown>',
      '',
      '<none>',
      '<none>',
      '<unknown>',
      '<unknown>',
      '<unknown>',
    ]);
    const labels = {
      'node-role.kubernetes.io/worker': '',
      'node-role.kubernetes.io/edge': '',
      'kubernetes.io/role': 'x',
    };
    const body = {
      metadata: { name: 'a', labels },
      spec: { unschedulable: true },
      status: {
        conditions: [READY],
        addresses: [
          { type: 'InternalIP', address: '10.0.0.1' },
          { type: 'ExternalIP', address: '192.0.2.1' },
        ],
        nodeInfo: { kubeletVersion: 'v1.30.0', osImage: 'Linux', kernelVersion: '6', containerRuntimeVersion: 'c://1' },
      },
    };
    expect(rowOf(nodes, body)).toEqual([
      'a',
      'Ready,SchedulingDisabled',
      'edge,worker,x',
      '<unknown>',
      'v1.30.0',
      '10.0.0.1',
      '192.0.2.1',
      'Linux',
      '6',
      'c://1',
    ]);
    const conditions = [{ ...READY, status: 'Unknown' }];
    expect(rowOf(nodes, named({ status: { conditions } }))[1]).toBe('NotReady');
  });
});
