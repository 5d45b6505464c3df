import { describe, expect, it } from 'vitest';
import type { NodeSelectorTerm } from '../../../../../schemas/core/v1/node-affinity.ts';
import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { validatePodUpdate } from '../../../../../src/kinds/core/pods/validation/pod-update.ts';
import { container, pod } from '../objects.ts';

const update = (next: Partial<PodSpec>, old: Partial<PodSpec> = {}) =>
  validatePodUpdate(pod({ spec: next }), pod({ spec: old })).map(({ field, message }) => `${field}: ${message}`);
const named = (name: string, image = 'i') => container(name, { image, imagePullPolicy: 'Always' });

const OTHER_FIELDS =
  'spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

describe('an update of a pod', () => {
  it('may change images, but not take them away or pad them', () => {
    const old = { containers: [named('a')], initContainers: [named('i')] };
    expect(update({ containers: [named('a', 'j')], initContainers: [named('i', 'j')] }, old)).toEqual([]);
    expect(update({ containers: [named('a', '')], initContainers: [named('i', 'j ')] }, old)).toEqual([
      'spec.containers[0].image: Required value',
      'spec.initContainers[0].image: Invalid value: "j ": must not have leading or trailing whitespace',
      'spec.containers[0].image: Required value',
      'spec.initContainers[0].image: Invalid value: "j ": must not have leading or trailing whitespace',
    ]);
  });

  it('may not add or remove containers', () => {
    expect(update({ containers: [named('a'), named('b')] }, { containers: [named('a')] })).toEqual([
      'spec.containers: Forbidden: pod updates may not add or remove containers',
    ]);
    expect(update({}, { initContainers: [named('i')] })).toEqual([
      'spec.initContainers: Forbidden: pod updates may not add or remove containers',
    ]);
  });

  it.each<[string, Partial<PodSpec>, Partial<PodSpec>]>([
    ['the command of a container', { containers: [{ ...named('a'), command: ['sh'] }] }, { containers: [named('a')] }],
    ['the name of a container', { containers: [named('b')] }, { containers: [named('a')] }],
    ['the node', { nodeName: 'n' }, {}],
    ['the grace period', { terminationGracePeriodSeconds: 1 }, { terminationGracePeriodSeconds: 30 }],
    ['the node selector', { nodeSelector: { a: 'b' } }, {}],
  ])('may not change %s', (_, next, old) => {
    expect(update(next, old)).toEqual([OTHER_FIELDS]);
  });

  it('may make a negative grace period 1', () => {
    expect(update({ terminationGracePeriodSeconds: 1 }, { terminationGracePeriodSeconds: -5 })).toEqual([]);
    expect(update({ terminationGracePeriodSeconds: 2 }, { terminationGracePeriodSeconds: -5 })).toEqual([OTHER_FIELDS]);
  });

  it.each<[number | undefined, number | undefined, string[]]>([
    [undefined, 10, []],
    [10, 5, []],
    [10, 0, ['Invalid value: 0: must be between 1 and 2147483647, inclusive']],
    [10, 11, ['Invalid value: 11: must be less than or equal to previous value']],
    [10, undefined, ['Invalid value: null: must not update from a positive integer to nil value']],
    [
      undefined,
      -1,
      [
        'Invalid value: -1: must be between 1 and 2147483647, inclusive',
        'Invalid value: -1: must be between 0 and 2147483647, inclusive',
      ],
    ],
    [
      undefined,
      2 ** 31,
      [
        'Invalid value: 2147483648: must be between 1 and 2147483647, inclusive',
        'Invalid value: 2147483648: must be between 0 and 2147483647, inclusive',
      ],
    ],
  ])('brings the deadline from %s to %s: %j', (old, next, problems) => {
    const deadline = (seconds: number | undefined) => (seconds === undefined ? {} : { activeDeadlineSeconds: seconds });
    expect(update(deadline(next), deadline(old))).toEqual(
      problems.map((text) => `spec.activeDeadlineSeconds: ${text}`),
    );
  });

  it('may add tolerations and change their seconds', () => {
    const before = { key: 'a', operator: 'Exists', effect: 'NoExecute' };
    const old = { tolerations: [before] };
    expect(update({ tolerations: [{ operator: 'Exists' }, { ...before, tolerationSeconds: 5 }] }, old)).toEqual([]);
    expect(update({ tolerations: [{ ...before, key: 'b' }] }, old)).toEqual([
      'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
    ]);
    expect(update({}, old)).toHaveLength(1);
  });

  it('may take scheduling gates away, but not add any', () => {
    const old = { schedulingGates: [{ name: 'a' }, { name: 'b' }] };
    expect(update({}, old)).toEqual([]);
    expect(update({ schedulingGates: [{ name: 'b' }] }, old)).toEqual([]);
    expect(update({ schedulingGates: [{ name: 'b' }, { name: 'c' }] }, old)).toEqual([
      "spec.schedulingGates[1].name: Forbidden: only deletion is allowed, but found new scheduling gate 'c'",
    ]);
  });

  it('checks metadata as in a new pod and as in an update', () => {
    const errors = validatePodUpdate(pod({ metadata: { labels: { a: '-' } } }), pod());
    expect(errors.map(({ field }) => field)).toEqual(['metadata.labels', 'metadata.labels']);
  });
});

describe('an update of a pod that a gate holds back', () => {
  const gate = { schedulingGates: [{ name: 'g' }] };
  const disk = { key: 'disk', operator: 'In', values: ['ssd'] };
  const zone = { key: 'zone', operator: 'Exists' };
  const requiring = (...nodeSelectorTerms: NodeSelectorTerm[]) => ({
    ...gate,
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
  });
  const AFFINITY = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';

  it('may narrow the node selector, but not widen it', () => {
    const old = { ...gate, nodeSelector: { a: '1' } };
    expect(update({ ...gate, nodeSelector: { a: '1', b: '2' } }, old)).toEqual([]);
    expect(update({ ...gate, nodeSelector: { a: '2' } }, old)).toEqual([
      'spec.nodeSelector: Invalid value: {"a":"2"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)',
    ]);
    expect(update(gate, old)).toEqual([
      'spec.nodeSelector: Invalid value: null: only additions to spec.nodeSelector are allowed (no mutations or deletions)',
    ]);
  });

  it('may not do without the node affinity that it had', () => {
    expect(update(gate, requiring({ matchExpressions: [zone] }))).toEqual([
      `${AFFINITY}: Invalid value: null: no additions/deletions to non-empty NodeSelectorTerms list are allowed`,
    ]);
  });

  it('is told of a new gate that stands twice where it stands last', () => {
    const schedulingGates = [{ name: 'g' }, { name: 'h' }, { name: 'h' }];
    expect(update({ schedulingGates }, gate)).toEqual([
      'spec.schedulingGates[2]: Duplicate value: "h"',
      "spec.schedulingGates[2].name: Forbidden: only deletion is allowed, but found new scheduling gate 'h'",
    ]);
  });

  it('may require anything of the node where nothing was required', () => {
    expect(update(requiring({ matchExpressions: [disk] }), gate)).toEqual([]);
    const { affinity } = requiring({ matchExpressions: [disk] });
    const decoded = { ...affinity, podAffinity: undefined, podAntiAffinity: undefined } as PodSpec['affinity'] & object;
    expect(update({ ...gate, affinity: decoded }, gate)).toEqual([]);
    expect(update({ ...gate, affinity: {} }, gate)).toEqual([OTHER_FIELDS]);
  });

  it('may add requirements to a term, but neither terms nor other changes', () => {
    const old = requiring({ matchExpressions: [disk] });
    expect(update(requiring({ matchExpressions: [disk, zone] }), old)).toEqual([]);
    expect(update(requiring({ matchExpressions: [zone] }), old)[0]).toMatch(
      `${AFFINITY}[0]: Invalid value: {"matchExpressions":[{"key":"zone","operator":"Exists"}]}: only additions are allowed (no mutations or deletions)`,
    );
    expect(update(requiring({ matchExpressions: [disk] }, { matchExpressions: [zone] }), old)[0]).toContain(
      'no additions/deletions to non-empty NodeSelectorTerms list are allowed',
    );
    expect(update(gate, old)).toHaveLength(1);
    expect(update(requiring({ matchExpressions: [disk] }), requiring({}))).toHaveLength(1);
  });

  it('may not change other affinity', () => {
    const term = { topologyKey: 'zone' };
    const podAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [term] };
    expect(update({ ...gate, affinity: { podAffinity } }, gate)).toEqual([OTHER_FIELDS]);
  });
});
