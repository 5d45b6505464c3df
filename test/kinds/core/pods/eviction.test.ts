import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PodDisruptionBudgetStatus } from '../../../../schemas/policy/v1/pod-disruption-budget.ts';
import type { PodledgerServer } from '../../../../src/index.ts';
import { createPod, putStatus, send, serve } from '../../../support/http.ts';
import { act, readPod, refusal } from './subresources.ts';

const BUDGETS = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';
const HEADERS = { 'content-type': 'application/json' };
const NOW = '2020-01-02T03:04:05Z';
const TOO_MANY = "Cannot evict pod as it would violate the pod's disruption budget.";

let server: PodledgerServer;
let name = '';
let pods = 0;
beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.close());
beforeEach(() => {
  pods += 1;
  name = `p${pods}`;
});

const evict = (members: object = {}, query = '') =>
  act(server, `${name}/eviction${query}`, {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name },
    ...members,
  });

const READY = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };

/** A pod of its own that runs on a node, and is ready or not; its label `of` is its name. */
async function runningPod({ ready }: { ready: boolean }) {
  const created = await createPod(server, name, { metadata: { labels: { of: name } }, spec: { nodeName: 'n1' } });
  const conditions = [{ type: 'Ready', status: ready ? 'True' : 'False' }];
  await putStatus(server, name, { ...created, status: { phase: 'Running', conditions } });
}

/** A budget for the pod, with what its controller would have found out. */
async function budget(spec: object, status: object, budgetName = name) {
  const body = { metadata: { name: budgetName }, spec: { selector: { matchLabels: { of: name } }, ...spec } };
  const created = (await send(server, 'POST', BUDGETS, { headers: HEADERS, body })).json();
  const answer = await send(server, 'PUT', `${BUDGETS}/${budgetName}/status`, {
    headers: HEADERS,
    body: { ...created, status: { observedGeneration: 1, ...status } },
  });
  expect(answer.status).toBe(200);
}

const readBudget = async () => (await send(server, 'GET', `${BUDGETS}/${name}`)).json();
const isGone = async () => (await readPod(server, name)).code === 404;

describe('an eviction without a budget', () => {
  it('deletes a pod that runs with its grace period, and says on it why', async () => {
    await runningPod({ ready: true });
    expect((await evict()).json()).toMatchObject({ status: 'Success', code: 201 });
    const { metadata, status } = await readPod(server, name);
    expect(metadata).toMatchObject({ deletionTimestamp: '2020-01-02T03:04:35Z', deletionGracePeriodSeconds: 30 });
    expect(status).toMatchObject({
      conditions: [
        { type: 'Ready' },
        {
          type: 'DisruptionTarget',
          status: 'True',
          lastTransitionTime: NOW,
          reason: 'EvictionByEvictionAPI',
          message: 'Eviction API: evicting',
        },
      ],
    });
  });

  it('takes options for the deletion, and its older form', async () => {
    await runningPod({ ready: true });
    const apiVersion = 'policy/v1beta1';
    expect((await evict({ apiVersion, deleteOptions: { gracePeriodSeconds: 0 } })).status).toBe(201);
    expect(await isGone()).toBe(true);
  });

  it.each([
    ['in the query', {}, '?dryRun=All'],
    ['in its options', { deleteOptions: { dryRun: ['All'] } }, ''],
  ])('stores nothing in a dry run that is asked for %s', async (_, members, query) => {
    await runningPod({ ready: true });
    const before = await readPod(server, name);
    expect((await evict(members, query)).status).toBe(201);
    expect(await readPod(server, name)).toEqual(before);
  });

  it('answers 500 where the options ask for another dry run than the query', async () => {
    await runningPod({ ready: true });
    const answer = await evict({ deleteOptions: { dryRun: ['All', 'All'] } }, '?dryRun=All');
    expect(answer.json()).toMatchObject({
      code: 500,
      message: 'Non-matching dry-run options in request and content: [All] and [All All]',
    });
  });

  it.each([
    ['uid', { uid: 'other' }, 'the UID in the precondition (other) does not match the UID in record'],
    ['version', { resourceVersion: '1' }, 'the ResourceVersion in the precondition (1) does not match'],
  ])('answers 409 Conflict and changes nothing where the pod has another %s', async (_, preconditions, why) => {
    await runningPod({ ready: true });
    const before = await readPod(server, name);
    const { code, message } = (await evict({ deleteOptions: { preconditions } })).json();
    expect(code).toBe(409);
    expect(message).toContain(why);
    expect(await readPod(server, name)).toEqual(before);
  });

  it('takes the version of the pod for a precondition that holds although the eviction itself writes', async () => {
    await runningPod({ ready: true });
    const { resourceVersion } = (await readPod(server, name)).metadata;
    const deleteOptions = { preconditions: { resourceVersion }, gracePeriodSeconds: 0 };
    expect((await evict({ deleteOptions })).status).toBe(201);
    expect(await isGone()).toBe(true);
  });

  it('answers 400 where it is for another pod, 404 where there is none, 422 for an option that it does not take', async () => {
    expect((await evict()).status).toBe(404);
    expect(refusal(await evict({ metadata: { name: 'other' } }))).toEqual({
      code: 400,
      reason: 'BadRequest',
      message: 'name in URL does not match name in Eviction object',
    });
    const deleteOptions = { ignoreStoreReadErrorWithClusterBreakingPotential: true };
    expect((await evict({ deleteOptions })).json()).toMatchObject({ code: 422, details: { group: 'policy' } });
  });
});

describe('an eviction whose deletion has options that make no sense', () => {
  it.each([
    [
      { propagationPolicy: 'Foo' },
      'propagationPolicy',
      'Unsupported value: "Foo": supported values: "Foreground", "Background", "Orphan", "nil"',
    ],
    [{ dryRun: ['Some'] }, 'dryRun', 'Unsupported value: ["Some"]: supported values: "All"'],
  ])('answers 422 for %j and deletes nothing', async (deleteOptions, field, message) => {
    await runningPod({ ready: true });
    expect((await evict({ deleteOptions })).json()).toMatchObject({
      code: 422,
      message: `DeleteOptions.meta.k8s.io "" is invalid: ${field}: ${message}`,
      details: { group: 'meta.k8s.io', kind: 'DeleteOptions', causes: [{ field, message }] },
    });
    expect(await isGone()).toBe(false);
  });
});

describe('an eviction within a budget', () => {
  it('takes one disruption from the budget, and names the pod there', async () => {
    await runningPod({ ready: true });
    await budget({}, { disruptionsAllowed: 2, currentHealthy: 3, desiredHealthy: 1, expectedPods: 3 });
    expect((await evict()).status).toBe(201);
    expect((await readBudget()).status).toEqual({
      observedGeneration: 1,
      disruptedPods: { [name]: NOW },
      disruptionsAllowed: 1,
      currentHealthy: 3,
      desiredHealthy: 1,
      expectedPods: 3,
    });
  });

  it('takes no more than the budget has, however many evictions come at once', async () => {
    const of = name;
    const names = ['1', '2', '3', '4', '5'].map((i) => `${of}-${i}`);
    for (const each of names) {
      const created = await createPod(server, each, { metadata: { labels: { of } }, spec: { nodeName: 'n1' } });
      await putStatus(server, each, { ...created, status: READY });
    }
    await budget({}, { disruptionsAllowed: 2, currentHealthy: 5, desiredHealthy: 3, expectedPods: 5 });
    const answers = await Promise.all(
      names.map((each) => act(server, `${each}/eviction`, { metadata: { name: each } })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 429, 429, 429]);
    const { disruptionsAllowed, disruptedPods } = (await readBudget()).status as PodDisruptionBudgetStatus;
    expect(disruptionsAllowed).toBe(0);
    expect(Object.keys(disruptedPods ?? {})).toHaveLength(2);
  });

  it('says that pods are short when it takes the last one', async () => {
    await runningPod({ ready: true });
    await budget({}, { disruptionsAllowed: 1, currentHealthy: 2, desiredHealthy: 1, expectedPods: 2 });
    await evict();
    expect((await readBudget()).status).toMatchObject({
      disruptionsAllowed: 0,
      conditions: [
        {
          type: 'DisruptionAllowed',
          status: 'False',
          observedGeneration: 1,
          lastTransitionTime: NOW,
          reason: 'InsufficientPods',
          message: '',
        },
      ],
    });
  });

  it('answers 429 and leaves the pod alone where none is left', async () => {
    await runningPod({ ready: true });
    await budget({}, { currentHealthy: 1, desiredHealthy: 1, expectedPods: 1 });
    const before = await readPod(server, name);
    const answer = await evict();
    expect(refusal(answer)).toEqual({
      code: 429,
      reason: 'TooManyRequests',
      message: TOO_MANY,
      details: {
        causes: [
          {
            reason: 'DisruptionBudget',
            message: `The disruption budget ${name} needs 1 healthy pods and has 1 currently`,
          },
        ],
      },
    });
    expect(answer.headers).not.toHaveProperty('retry-after');
    expect(await readPod(server, name)).toEqual(before);
  });

  it('answers 429 to be tried again while the controller has not caught up with the budget', async () => {
    await runningPod({ ready: true });
    await budget({}, { observedGeneration: 0, disruptionsAllowed: 1 });
    const answer = await evict();
    expect(answer.headers['retry-after']).toBe('10');
    expect(answer.json()).toMatchObject({
      code: 429,
      details: {
        retryAfterSeconds: 10,
        causes: [{ message: `The disruption budget ${name} is still being processed by the server.` }],
      },
    });
  });

  it('takes nothing in a dry run, but answers as it would otherwise', async () => {
    await runningPod({ ready: true });
    await budget({}, { disruptionsAllowed: 1, currentHealthy: 2, desiredHealthy: 1, expectedPods: 2 });
    const before = await readBudget();
    expect((await evict({}, '?dryRun=All')).status).toBe(201);
    expect(await readBudget()).toEqual(before);
  });

  it.each([
    ['enough others are healthy', {}, { currentHealthy: 1, desiredHealthy: 1 }, 201],
    ['too few others are healthy', {}, { currentHealthy: 0, desiredHealthy: 1 }, 429],
    ['nobody knows how many have to be', {}, { currentHealthy: 0, desiredHealthy: 0 }, 429],
    ['it is always allowed', { unhealthyPodEvictionPolicy: 'AlwaysAllow' }, { desiredHealthy: 1 }, 201],
  ])('of a pod that is not ready takes no disruption where %s', async (_, spec, status, code) => {
    await runningPod({ ready: false });
    await budget(spec, status);
    expect((await evict()).status).toBe(code);
    expect((await readBudget()).status).not.toHaveProperty('disruptedPods');
  });

  it('does not ask the budget for a pod that has not begun, has ended or is going', async () => {
    await createPod(server, name, { metadata: { labels: { of: name } } });
    await budget({}, {});
    expect((await evict()).status).toBe(201);
    expect(await isGone()).toBe(true);

    const created = await createPod(server, name, { metadata: { labels: { of: name } }, spec: { nodeName: 'n1' } });
    await putStatus(server, name, { ...created, status: { phase: 'Failed' } });
    expect((await evict()).status).toBe(201);
    expect(await isGone()).toBe(true);

    await runningPod({ ready: true });
    await send(server, 'DELETE', `/api/v1/namespaces/default/pods/${name}`);
    expect((await evict({ deleteOptions: { gracePeriodSeconds: 0 } })).status).toBe(201);
    expect(await isGone()).toBe(true);
  });

  it('answers 500 without a reason where there are two budgets', async () => {
    await runningPod({ ready: true });
    await budget({}, { disruptionsAllowed: 1 });
    await budget({}, { disruptionsAllowed: 1 }, `${name}-too`);
    expect((await evict()).json()).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
      code: 500,
    });
  });
});
