import { describe, expect, it } from 'vitest';
import type { ResourceRequirements } from '../../../../../schemas/core/v1/resources.ts';
import { validatePodCreate } from '../../../../../src/kinds/core/pods/validation.ts';
import { container, pod } from '../objects.ts';
import { containerErrors, specErrors } from './spec-errors.ts';

describe('resources of a container', () => {
  it.each<[ResourceRequirements, string[]]>([
    [{ limits: { cpu: '1' }, requests: { cpu: '1', 'ephemeral-storage': '1Gi' } }, []],
    [
      { limits: { cpu: '100m' }, requests: { cpu: '1' } },
      ['requests: Invalid value: "1": must be less than or equal to cpu limit of 100m'],
    ],
    [
      { limits: { 'a.b/gpu': '2' }, requests: { 'a.b/gpu': '1' } },
      ['requests: Invalid value: "1": must be equal to a.b/gpu limit of 2'],
    ],
    [{ requests: { 'a.b/gpu': '1' } }, ['limits: Required value: Limit must be set for non overcommitable resources']],
    [{ limits: { 'a.b/gpu': '1500m' } }, ['limits[a.b/gpu]: Invalid value: "1500m": must be an integer']],
    [{ requests: { memory: '-1' } }, ['requests[memory]: Invalid value: "-1": must be greater than or equal to 0']],
    [
      { limits: { gpu: '1' } },
      [
        'limits[gpu]: Invalid value: "gpu": must be a standard resource type or fully qualified',
        'limits[gpu]: Invalid value: "gpu": must be a standard resource for containers',
      ],
    ],
    [{ limits: { pods: '1' } }, ['limits[pods]: Invalid value: "pods": must be a standard resource for containers']],
    [
      { limits: { 'requests.a.b/gpu': '1' } },
      [`limits[requests.a.b/gpu]: Invalid value: "requests.a.b/gpu": doesn't follow extended resource name standard`],
    ],
    [{ limits: { 'hugepages-2Mi': '4Mi', cpu: '1' }, requests: { 'hugepages-2Mi': '4Mi' } }, []],
    [
      { limits: { 'hugepages-2Mi': '-4Mi', cpu: '1' } },
      ['limits[hugepages-2Mi]: Invalid value: "-4Mi": must be greater than or equal to 0'],
    ],
    [{ limits: { 'hugepages-2Mi': '2097151500m', cpu: '1' } }, []],
    [
      { limits: { 'hugepages-1500m': '3', cpu: '1' } },
      ['limits[hugepages-1500m]: Invalid value: "3": 3 is not positive integer multiple of hugepages-1500m'],
    ],
    [
      { limits: { 'hugepages-2Mi': '3Mi' } },
      [
        'limits[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi',
        ': Forbidden: HugePages require cpu or memory',
      ],
    ],
    [
      { claims: [{ name: 'c', request: 'r' }, { name: 'c' }, { name: '' }, { name: 'x' }] },
      [
        'claims[1]: Duplicate value: "c"',
        'claims[2]: Required value',
        'claims[3]: Not found: "x": must be one of the names in pod.spec.resourceClaims: c',
      ],
    ],
  ])('%j: %j', (resources, errors) => {
    const resourceClaims = [{ name: 'c', resourceClaimName: 'made' }];
    const found = containerErrors({ resources }, { resourceClaims });
    expect(found.map((error) => error.replace(/^resources\.?/, ''))).toEqual(errors);
  });
});

describe('resources of a pod', () => {
  it('as a whole are enough for its containers', () => {
    const containers = [container('a', { resources: { requests: { cpu: '2' }, limits: { cpu: '4' } } })];
    const resources = { requests: { cpu: '1' }, limits: { cpu: '3', 'a.b/gpu': '1' } };
    expect(specErrors({ containers, resources })).toEqual([
      'spec.resources.limits[a.b/gpu]: Unsupported value: "a.b/gpu": supported values: "cpu", "hugepages-", "memory"',
      'spec.resources.requests[cpu]: Invalid value: "1": must be greater than or equal to aggregate container requests of 2',
      'spec.resources.containers[0][cpu].limits: Invalid value: "4": must be less than or equal to pod limits of 3',
    ]);
  });

  it('as a whole are held against those of its containers only where they are named', () => {
    const containers = [container('a', { resources: { requests: { cpu: '2', memory: '1Gi' } } })];
    expect(specErrors({ containers, resources: { requests: {} } })).toEqual([]);
    expect(specErrors({ containers, resources: { requests: { cpu: '2' } } })).toEqual([]);
  });

  it('that are claimed are not for static pods', () => {
    const metadata = { annotations: { 'kubernetes.io/config.mirror': 'x' } };
    const spec = { nodeName: 'n', resourceClaims: [{ name: '' }, { name: '' }] };
    const refusal = { field: '[]', message: 'Forbidden: static pods do not support resource claims' };
    expect(validatePodCreate(pod({ metadata, spec }))).toMatchObject([refusal, refusal]);
  });

  it('as a whole are enough for the huge pages that its containers may use', () => {
    const pages = { 'hugepages-2Mi': '4Mi' };
    const containers = ['a', 'b'].map((name) => container(name, { resources: { limits: pages, requests: pages } }));
    const resources = { requests: { cpu: '1', 'hugepages-2Mi': '8Mi' }, limits: pages };
    expect(specErrors({ containers: containers.slice(0, 1), resources: { requests: pages, limits: pages } })).toEqual([
      'spec.containers[0].resources: Forbidden: HugePages require cpu or memory',
      'spec.resources: Forbidden: HugePages require cpu or memory',
    ]);
    expect(specErrors({ containers, resources })).toContain(
      'spec.resources.limits[hugepages-2Mi]: Invalid value: "4Mi": must be greater than or equal to aggregate container limits of 8Mi',
    );
  });

  it('as a whole are not for Windows', () => {
    expect(specErrors({ os: { name: 'windows' }, resources: { requests: { cpu: '-1' } } })).toEqual([
      'spec.resources: Forbidden: may not be set for a windows pod',
    ]);
  });

  it('come from claims that are there or made', () => {
    const resourceClaims = [
      { name: 'a', resourceClaimName: 'x' },
      { name: 'a', resourceClaimTemplateName: 'Bad' },
      { name: 'b' },
    ];
    const errors = specErrors({ resourceClaims });
    expect(errors[0]).toBe('spec.resourceClaims[1].name: Duplicate value: "a"');
    expect(errors[1]).toContain(
      'spec.resourceClaims[1].resourceClaimTemplateName: Invalid value: "Bad": a lowercase RFC 1123',
    );
    expect(errors[2]).toContain('must specify one of: `resourceClaimName`, `resourceClaimTemplateName`');
  });

  it('that running it costs are looked at like limits', () => {
    expect(specErrors({ overhead: { cpu: '-1' } })).toEqual([
      'spec.overhead.limits[cpu]: Invalid value: "-1": must be greater than or equal to 0',
    ]);
  });
});
