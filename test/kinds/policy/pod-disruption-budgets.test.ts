import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Condition } from '../../../schemas/meta/v1/condition.ts';
import type {
  PodDisruptionBudget,
  PodDisruptionBudgetStatus,
} from '../../../schemas/policy/v1/pod-disruption-budget.ts';
import { type PodledgerServer, startServer } from '../../../src/index.ts';
import { podDisruptionBudgets } from '../../../src/kinds/policy/pod-disruption-budgets/index.ts';
import { withDisruption } from '../../../src/kinds/policy/pod-disruption-budgets/take-disruption.ts';
import {
  validatePodDisruptionBudgetSpec,
  validatePodDisruptionBudgetStatus,
} from '../../../src/kinds/policy/pod-disruption-budgets/validation.ts';
import { describeResource } from '../../registry/resource-suite.ts';
import { send } from '../../support/http.ts';

const NOW = '2020-01-02T03:04:05Z';
const COUNTS = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 };

describeResource(podDisruptionBudgets, {
  valid: (name) => ({ metadata: { name }, spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } } }),
  changed: (stored) => ({ ...stored, spec: { maxUnavailable: '50%', unhealthyPodEvictionPolicy: 'AlwaysAllow' } }),
  invalid: (name) => ({ metadata: { name }, spec: { minAvailable: -1 } }),
  invalidField: 'spec.minAvailable',
  subresources: { status: (stored) => ({ ...stored, spec: {}, status: { ...COUNTS, expectedPods: 3 } }) },
});

const texts = (errors: readonly { field: string; message: string }[]) =>
  errors.map(({ field, message }) => `${field}: ${message}`);

describe('the spec of a budget', () => {
  it.each([0, 5, '0%', '100%'])('may ask for %s', (minAvailable) => {
    expect(validatePodDisruptionBudgetSpec({ minAvailable })).toEqual([]);
    expect(validatePodDisruptionBudgetSpec({ maxUnavailable: minAvailable })).toEqual([]);
  });

  it.each([
    [
      '-1%',
      "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
    ],
    ['101%', 'must not be greater than 100%'],
    [-1, 'must be greater than or equal to 0'],
  ])('may not ask for %s', (amount, why) => {
    const value = JSON.stringify(amount);
    expect(texts(validatePodDisruptionBudgetSpec({ maxUnavailable: amount }))).toEqual([
      `spec.maxUnavailable: Invalid value: ${value}: ${why}`,
    ]);
  });

  it('says one of two amounts, a selector that makes sense and a policy that there is', () => {
    const selector = { matchExpressions: [{ key: 'a', operator: 'Near' }] };
    const spec = { minAvailable: 1, maxUnavailable: 1, selector, unhealthyPodEvictionPolicy: 'Maybe' };
    expect(texts(validatePodDisruptionBudgetSpec(spec))).toEqual([
      'spec: Invalid value: {"MinAvailable":1,"Selector":{"matchExpressions":[{"key":"a","operator":"Near"}]},"MaxUnavailable":1,"UnhealthyPodEvictionPolicy":"Maybe"}: minAvailable and maxUnavailable cannot be both set',
      'spec.selector.matchExpressions[0].operator: Invalid value: "Near": not a valid selector operator',
      'spec.unhealthyPodEvictionPolicy: Unsupported value: "Maybe": supported values: "AlwaysAllow", "IfHealthyBudget"',
    ]);
  });
});

describe('the status of a budget', () => {
  it('counts from zero', () => {
    expect(texts(validatePodDisruptionBudgetStatus({ ...COUNTS, disruptionsAllowed: -1, expectedPods: -2 }))).toEqual([
      'status.disruptionsAllowed: Invalid value: -1: must be greater than or equal to 0',
      'status.expectedPods: Invalid value: -2: must be greater than or equal to 0',
    ]);
  });
});

describe('a disruption that is taken', () => {
  const budget = (status: Partial<PodDisruptionBudgetStatus>): PodDisruptionBudget => ({
    metadata: { name: 'b', generation: 1 },
    spec: {},
    status: { observedGeneration: 1, ...COUNTS, ...status },
  });
  const refused = (status: Partial<PodDisruptionBudgetStatus>) => () => withDisruption(budget(status), 'p', NOW);
  const notAllowed = (reason: string, message: string): Condition[] => [
    { type: 'DisruptionAllowed', status: 'False', lastTransitionTime: NOW, reason, message },
  ];

  it('keeps the moment since when none is allowed', () => {
    const since = '2019-01-01T00:00:00Z';
    const conditions = [{ ...(notAllowed('SyncFailed', '')[0] as Condition), lastTransitionTime: since }];
    expect(withDisruption(budget({ disruptionsAllowed: 1, conditions }), 'p', NOW).status.conditions).toEqual([
      { ...conditions[0], observedGeneration: 1, reason: 'InsufficientPods' },
    ]);
  });

  it.each([
    ['counts', { desiredHealthy: 2, currentHealthy: 1 }, 'needs 2 healthy pods and has 1 currently'],
    [
      'the failure of its controller',
      { currentHealthy: 1, conditions: notAllowed('SyncFailed', 'no scale') },
      'does not allow evicting pods currently because it failed sync: no scale',
    ],
    [
      'the reason of its condition',
      { currentHealthy: 1, conditions: notAllowed('Other', 'not now') },
      'does not allow evicting pods currently (Other): not now',
    ],
    ['nothing more', { currentHealthy: 1 }, 'does not allow evicting pods currently'],
  ])('is refused with %s', (_, status, why) => {
    expect(refused(status)).toThrow(
      expect.objectContaining({
        status: expect.objectContaining({
          code: 429,
          details: { causes: [{ reason: 'DisruptionBudget', message: `The disruption budget b ${why}` }] },
        }),
      }),
    );
  });

  it('is refused where the status makes no sense: 403', () => {
    expect(refused({ disruptionsAllowed: -1 })).toThrow(
      'poddisruptionbudget.policy "b" is forbidden: pdb disruptions allowed is negative',
    );
    const disruptedPods = Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`p${i}`, NOW]));
    expect(refused({ disruptionsAllowed: 1, disruptedPods })).toThrow('DisruptedPods map too big');
  });
});

describe('budgets at a server', () => {
  let server: PodledgerServer;
  beforeAll(async () => {
    server = await startServer({ now: () => Date.parse(NOW) });
  });
  afterAll(() => server.close());

  it('are shown with what they ask for and what they allow', async () => {
    const path = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';
    const body = { metadata: { name: 'b' }, spec: { maxUnavailable: '50%' } };
    await send(server, 'POST', path, { headers: { 'content-type': 'application/json' }, body });
    const accept = 'application/json;as=Table;g=meta.k8s.io;v=v1';
    const { columnDefinitions, rows } = (await send(server, 'GET', path, { headers: { accept } })).json();
    expect((columnDefinitions as { name: string }[]).map(({ name }) => name)).toEqual([
      'Name',
      'Min Available',
      'Max Unavailable',
      'Allowed Disruptions',
      'Age',
    ]);
    expect(rows).toMatchObject([{ cells: ['b', 'N/A', '50%', 0, '0s'] }]);
  });
});
