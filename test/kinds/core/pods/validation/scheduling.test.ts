import { describe, expect, it } from 'vitest';
import type { NodeSelectorRequirement } from '../../../../../schemas/core/v1/node-affinity.ts';
import type { PodAffinityTerm } from '../../../../../schemas/core/v1/pod-affinity.ts';
import type { TopologySpreadConstraint } from '../../../../../schemas/core/v1/scheduling.ts';
import { specErrors } from './spec-errors.ts';

const errorsBelow = (prefix: string, spec: Parameters<typeof specErrors>[0]) =>
  specErrors(spec).map((error) => error.replace(`spec.${prefix}`, ''));

describe('affinity to nodes', () => {
  const term = (requirement: NodeSelectorRequirement, field = 'matchExpressions') =>
    errorsBelow('affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].', {
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ [field]: [requirement] }] },
        },
      },
    });

  it.each<[NodeSelectorRequirement, string]>([
    [{ key: 'a', operator: 'In' }, "values: Required value: must be specified when `operator` is 'In' or 'NotIn'"],
    [
      { key: 'a', operator: 'Exists', values: ['b'] },
      "values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
    ],
    [
      { key: 'a', operator: 'Gt', values: ['1', '2'] },
      "values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'",
    ],
    [{ key: 'a', operator: 'Near' }, 'operator: Invalid value: "Near": not a valid selector operator'],
  ])('%j: %s', (requirement, error) => {
    expect(term(requirement)).toEqual([`matchExpressions[0].${error}`]);
  });

  it('by fields is affinity to one name', () => {
    expect(term({ key: 'metadata.name', operator: 'In', values: ['n'] }, 'matchFields')).toEqual([]);
    expect(term({ key: 'metadata.uid', operator: 'Gt', values: ['1'] }, 'matchFields')).toEqual([
      'matchFields[0].operator: Invalid value: "Gt": not a valid selector operator',
      'matchFields[0].key: Invalid value: "metadata.uid": not a valid field selector key',
    ]);
  });

  it('that is required has terms, and that is preferred has weights', () => {
    const nodeAffinity = {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] },
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 101, preference: {} }],
    };
    expect(errorsBelow('affinity.nodeAffinity.', { affinity: { nodeAffinity } })).toEqual([
      'requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term',
      'preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 101: must be in the range 1-100',
    ]);
  });
});

describe('affinity to pods', () => {
  it.each<[PodAffinityTerm, string]>([
    [
      { topologyKey: 'z', labelSelector: { matchExpressions: [{ key: 'a', operator: 'Near' }] } },
      'labelSelector.matchExpressions[0].operator: Invalid value: "Near": not a valid selector operator',
    ],
    [
      { topologyKey: 'z', matchLabelKeys: ['a'] },
      'matchLabelKeys: Forbidden: must not be specified when labelSelector is not set',
    ],
    [
      { topologyKey: 'z', labelSelector: {}, matchLabelKeys: ['a'], mismatchLabelKeys: ['a'] },
      'matchLabelKeys[0]: Invalid value: "a": exists in both matchLabelKeys and mismatchLabelKeys',
    ],
  ])('%j: %s', (term, error) => {
    const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    const path = 'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].';
    expect(errorsBelow(path, { affinity })).toEqual([error]);
  });
});

describe('spreading', () => {
  const constraint = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: {} };

  it.each<[Partial<TopologySpreadConstraint>, string[]]>([
    [
      { maxSkew: 0, topologyKey: '' },
      ['maxSkew: Invalid value: 0: must be greater than zero', 'topologyKey: Required value: can not be empty'],
    ],
    [
      { whenUnsatisfiable: 'Cry' },
      ['whenUnsatisfiable: Unsupported value: "Cry": supported values: "DoNotSchedule", "ScheduleAnyway"'],
    ],
    [
      { whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2 },
      ['minDomains: Invalid value: 2: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway'],
    ],
    [
      { nodeAffinityPolicy: 'Maybe' },
      ['nodeAffinityPolicy: Unsupported value: "Maybe": supported values: "Honor", "Ignore"'],
    ],
    [{ matchLabelKeys: ['-'] }, [expect.stringMatching(/^matchLabelKeys\[0\]: Invalid value: "-": name part must/)]],
  ])('%j: %j', (members, errors) => {
    const topologySpreadConstraints = [{ ...constraint, ...members }];
    expect(errorsBelow('topologySpreadConstraints[0].', { topologySpreadConstraints })).toEqual(errors);
  });

  it('does not select a key of matchLabelKeys itself, which is said at the place of the key below the constraint', () => {
    const selected = {
      ...constraint,
      matchLabelKeys: ['b', 'a'],
      labelSelector: { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] },
    };
    expect(specErrors({ topologySpreadConstraints: [selected] })).toEqual([
      'spec.topologySpreadConstraints[0][1]: Invalid value: "a": exists in both matchLabelKeys and labelSelector',
    ]);
  });

  it('is said once for each topology and action', () => {
    expect(specErrors({ topologySpreadConstraints: [constraint, constraint] })).toEqual([
      'spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{zone, DoNotSchedule}"',
    ]);
  });
});

describe('scheduling gates', () => {
  it('have different qualified names', () => {
    expect(specErrors({ schedulingGates: [{ name: 'a.b/c' }, { name: 'a.b/c' }] })).toEqual([
      'spec.schedulingGates[1]: Duplicate value: "a.b/c"',
    ]);
  });
});
