import { describe, expect, it } from 'vitest';
import type { Pod } from '../../schemas/core/v1/pod.ts';
import type { AdmissionAttributes, AdmissionPlugin } from '../../src/admission/admission.ts';
import { refusal } from '../../src/admission/refusal.ts';
import type { ApiObject } from '../../src/apimachinery/api-object.ts';
import { alreadyExists, notFound } from '../../src/apimachinery/status-error.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { racingStore } from '../support/racing-store.ts';
import { openStore } from '../support/registry.ts';

const PODS = '/api/v1/namespaces/n/pods';
const MERGE = { 'content-type': 'application/merge-patch+json' };
const APPLY = { 'content-type': 'application/apply-patch+yaml' };
const TYPE = { apiVersion: 'v1', kind: 'Pod' };
const CONTAINERS = [{ name: 'main', image: 'registry.example/app:1' }];

const podOf = (labels: Record<string, string> = {}, members: object = {}) => ({
  ...TYPE,
  metadata: { name: 'p', labels },
  spec: { containers: CONTAINERS },
  ...members,
});
const create = ({ send }: TestApp, labels: Record<string, string> = {}) => send('POST', PODS, podOf(labels));

const rankOf = (object: unknown): number => Number((object as ApiObject | undefined)?.metadata.labels?.rank ?? 0);

/** Pods keep their rank, or rise. */
const ranksOnlyRise: AdmissionPlugin = {
  name: 'RanksOnlyRise',
  concerns: ({ resource }) => resource.resource === 'pods',
  validate(attributes) {
    const [before, now] = [rankOf(attributes.oldObject), rankOf(attributes.object)];
    if (now < before) throw refusal(attributes, `it has rank ${before}`);
    return undefined;
  },
};

/** What the plugins of a test were asked, in short. */
interface Asked {
  readonly what: string;
  readonly name: string;
  readonly kind: string;
  readonly old: number | undefined;
  readonly now: number | undefined;
  readonly dryRun: boolean;
}

function ask(
  phase: string,
  { operation, subresource, name, kind, object, oldObject, dryRun }: AdmissionAttributes,
): Asked {
  return {
    what: `${phase} ${operation} ${subresource}`.trim(),
    name,
    kind: kind.kind,
    old: oldObject === undefined ? undefined : rankOf(oldObject),
    now: object === undefined ? undefined : rankOf(object),
    dryRun,
  };
}

/** Writes down what it is asked. */
function recorder(asked: Asked[]): AdmissionPlugin {
  return {
    name: 'Recorder',
    concerns: ({ resource }) => resource.resource === 'pods' || resource.resource === 'leases',
    async admit(attributes) {
      asked.push(ask('admit', attributes));
    },
    async validate(attributes) {
      asked.push(ask('validate', attributes));
    },
  };
}

describe('a plugin that compares old and new', () => {
  it.each([
    ['PUT', PODS, podOf({ rank: '1' }), undefined],
    ['PATCH', PODS, { metadata: { labels: { rank: null } } }, MERGE],
    ['PATCH', `${PODS}/p/status`, { metadata: { labels: { rank: '1' } }, status: { phase: 'Running' } }, MERGE],
    ['PUT', `${PODS}/p/status`, { ...podOf({ rank: '1' }), status: { phase: 'Running' } }, undefined],
    [
      'PATCH',
      `${PODS}/p?fieldManager=a&force=true`,
      { ...TYPE, metadata: { labels: { rank: '0' }, name: 'p' } },
      APPLY,
    ],
    ['DELETE', PODS, undefined, undefined],
  ])('refuses %s %s', async (method, path, body, headers) => {
    await using app = await openApp({ plugins: [ranksOnlyRise] });
    expect((await create(app, { rank: '3' })).status).toBe(201);
    const url = path === PODS ? `${PODS}/p` : path;
    const answer = await app.send(method, url, body, headers);
    expect([answer.status, answer.json().message]).toEqual([403, 'pods "p" is forbidden: it has rank 3']);
    expect((await app.send('GET', `${PODS}/p`)).json()).toMatchObject({ metadata: { labels: { rank: '3' } } });
    expect((await app.send('PUT', `${PODS}/p`, podOf({ rank: '4' }))).status).toBe(200);
  });

  it('is asked about each object of a collection, and ends its deletion where it refuses', async () => {
    await using app = await openApp({ plugins: [ranksOnlyRise] });
    for (const [name, rank] of Object.entries({ a: '0', b: '1', c: '0' })) {
      await app.send('POST', PODS, { ...podOf(), metadata: { name, labels: { rank } } });
    }
    expect((await app.send('DELETE', PODS)).json()).toMatchObject({
      code: 403,
      message: 'pods "Unknown" is forbidden: it has rank 1',
    });
    const { items } = (await app.send('GET', PODS)).json() as { items: Pod[] };
    expect(items.map(({ metadata }) => metadata.name)).toEqual(['b', 'c']);
  });
});

describe('admission', () => {
  it('is asked about the final object with old and new, for each way of writing', async () => {
    const asked: Asked[] = [];
    await using app = await openApp({ plugins: [recorder(asked)] });
    const written = async (
      method: string,
      path: string,
      body?: unknown,
      headers?: Readonly<Record<string, string>>,
    ) => {
      asked.length = 0;
      const { status, text } = await app.send(method, path, body, headers);
      expect([status < 300, text]).toEqual([true, text]);
      return [...asked];
    };
    const twice = (what: string, members: Partial<Asked>) =>
      ['admit', 'validate'].map((phase) => ({
        what: `${phase} ${what}`,
        name: 'p',
        kind: 'Pod',
        old: undefined,
        now: undefined,
        dryRun: false,
        ...members,
      }));
    const patch = (rank: string) => ({ metadata: { labels: { rank } } });
    expect(await written('POST', `${PODS}?dryRun=All`, podOf())).toEqual(twice('CREATE', { now: 0, dryRun: true }));
    expect(await written('POST', PODS, podOf({ rank: '1' }))).toEqual(twice('CREATE', { now: 1 }));
    expect(await written('PUT', `${PODS}/p`, podOf({ rank: '2' }))).toEqual(twice('UPDATE', { old: 1, now: 2 }));
    // What changes nothing is judged, too.
    expect(await written('PUT', `${PODS}/p`, podOf({ rank: '2' }))).toEqual(twice('UPDATE', { old: 2, now: 2 }));
    expect(await written('PATCH', `${PODS}/p?dryRun=All`, patch('3'), MERGE)).toEqual(
      twice('UPDATE', { old: 2, now: 3, dryRun: true }),
    );
    expect(await written('PATCH', `${PODS}/p/status`, patch('4'), MERGE)).toEqual(
      twice('UPDATE status', { old: 2, now: 4 }),
    );
    expect(await written('PUT', `${PODS}/p/status`, { ...podOf({ rank: '5' }), status: { phase: 'Running' } })).toEqual(
      twice('UPDATE status', { old: 4, now: 5 }),
    );
    const applied = { ...TYPE, metadata: { name: 'p', labels: { rank: '6' } } };
    expect(await written('PATCH', `${PODS}/p?fieldManager=a&force=true`, applied, APPLY)).toEqual(
      twice('UPDATE', { old: 5, now: 6 }),
    );
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'p' } };
    // What it does to the pod is done on behalf of whoever was admitted.
    expect(await written('POST', `${PODS}/p/eviction?dryRun=All`, eviction)).toEqual(
      twice('CREATE eviction', { kind: 'Eviction', now: 0, dryRun: true }),
    );
    const binding = { ...TYPE, kind: 'Binding', metadata: { name: 'p' }, target: { name: 'node' } };
    expect(await written('POST', `${PODS}/p/binding`, binding)).toEqual(
      twice('CREATE binding', { kind: 'Binding', now: 0 }),
    );
    expect(await written('DELETE', `${PODS}/p?dryRun=All`)).toEqual(twice('DELETE', { old: 6, dryRun: true }));
    expect(await written('DELETE', `${PODS}/p?gracePeriodSeconds=0`)).toEqual(twice('DELETE', { old: 6 }));
    const complete = { ...podOf({ rank: '7' }), metadata: { name: 'q', labels: { rank: '7' } } };
    expect(await written('PATCH', `${PODS}/q?fieldManager=a`, complete, APPLY)).toEqual(
      twice('CREATE', { name: 'q', now: 7 }),
    );
    // The request names none of them.
    expect(await written('DELETE', PODS)).toEqual(twice('DELETE', { name: '', old: 7 }));
  });

  it('is asked as a CREATE about a PUT that creates', async () => {
    const asked: Asked[] = [];
    await using app = await openApp({ plugins: [recorder(asked)] });
    const path = '/apis/coordination.k8s.io/v1/namespaces/n/leases/l';
    const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'l' } };
    const created = await app.send('PUT', path, lease);
    expect([created.status, (await app.send('PUT', path, created.json())).status]).toEqual([201, 200]);
    expect(asked.map(({ what, name }) => `${what} ${name}`)).toEqual([
      'admit CREATE l',
      'validate CREATE l',
      'admit UPDATE l',
      'validate UPDATE l',
    ]);
  });

  it('is asked about connections with their options, and not about what only reads', async () => {
    const seen: unknown[] = [];
    const connections: AdmissionPlugin = {
      name: 'Connections',
      concerns: ({ operation }) => operation === 'CONNECT',
      validate(attributes) {
        seen.push([attributes.name, attributes.subresource, attributes.object]);
        throw refusal(attributes, 'nobody connects');
      },
    };
    await using app = await openApp({ plugins: [connections] });
    await create(app);
    expect((await app.send('GET', `${PODS}/p/log`)).status).toBe(204);
    const answer = await app.send('POST', `${PODS}/p/exec?command=ls&command=-l&tty=true&container=main`);
    expect(answer.json()).toMatchObject({ code: 403, message: 'pods "p" is forbidden: nobody connects' });
    expect((await app.send('POST', `${PODS}/p/portforward?ports=80,443`)).status).toBe(403);
    expect((await app.send('GET', `${PODS}/p:80/proxy/a/b`)).status).toBe(403);
    const of = (kind: string, members: object) => ({ kind, apiVersion: 'v1', ...members });
    expect(seen).toEqual([
      ['p', 'exec', of('PodExecOptions', { command: ['ls', '-l'], container: 'main', tty: true })],
      ['p', 'portforward', of('PodPortForwardOptions', { ports: [80, 443] })],
      ['p:80', 'proxy', of('PodProxyOptions', { path: 'a/b' })],
    ]);
  });

  it('is asked again with the winner where a race is lost, and the change is admitted anew', async () => {
    const asked: Asked[] = [];
    const backing = openStore();
    await using loser = await openApp({ store: backing });
    await create(loser, { rank: '1' });
    let racing = true;
    const store = racingStore(backing, 1, async () => {
      racing = false;
      await loser.send('PUT', `${PODS}/p`, podOf({ rank: '2' }));
    });
    await using app = await openApp({ store, plugins: [recorder(asked), ranksOnlyRise] });
    expect((await app.send('PUT', `${PODS}/p`, podOf({ rank: '3' }))).status).toBe(200);
    expect(racing).toBe(false);
    expect(asked.map(({ what, old, now }) => [what, old, now])).toEqual([
      ['admit UPDATE', 1, 3],
      ['validate UPDATE', 1, 3],
      ['admit UPDATE', 2, 3],
      ['validate UPDATE', 2, 3],
    ]);
  });

  it('tells who asks for what, with which options', async () => {
    const seen: AdmissionAttributes[] = [];
    const plugin: AdmissionPlugin = {
      name: 'Spy',
      concerns: () => true,
      async validate(attributes) {
        seen.push(attributes);
      },
    };
    const alice = { username: 'alice' };
    await using app = await openApp({
      plugins: [plugin],
      access: { authenticator: { authenticate: () => ({ user: alice }) } },
    });
    await app.send('POST', `${PODS}?fieldManager=me&fieldValidation=Strict`, podOf());
    await app.send('DELETE', `${PODS}/p?gracePeriodSeconds=5`);
    expect(seen.map(({ user, info, options, namespace }) => [user, info?.verb, namespace, options])).toEqual([
      [alice, 'create', 'n', expect.objectContaining({ fieldManager: 'me', fieldValidation: 'Strict' })],
      [alice, 'delete', 'n', { gracePeriodSeconds: 5 }],
    ]);
  });
});

describe('the order of a write', () => {
  /** Does to pods what a test says, and writes down in which order it was asked. */
  function changing(order: string[], change: (pod: Pod) => void): AdmissionPlugin {
    return {
      name: 'Changing',
      concerns: ({ resource, subresource }) => resource.resource === 'pods' && subresource === '',
      admit({ object }) {
        order.push('admit');
        if (object !== undefined) change(object as Pod);
        return undefined;
      },
      validate({ object }) {
        const { metadata, status } = object as Pod;
        order.push(`validate ${metadata.uid !== undefined} ${status.qosClass}`);
        return undefined;
      },
    };
  }

  it('is: what changes, the rules of the kind, what judges', async () => {
    const order: string[] = [];
    const repair = (pod: Pod): void => {
      for (const container of pod.spec.containers) container.image = 'registry.example/app:1';
    };
    await using app = await openApp({ plugins: [changing(order, repair)] });
    const broken = podOf({}, { spec: { containers: [{ name: 'main', image: ' ' }] } });
    expect((await app.send('POST', PODS, broken)).status).toBe(201);
    expect(order).toEqual(['admit', 'validate true BestEffort']);
    order.length = 0;
    expect((await app.send('PUT', `${PODS}/p`, broken)).status).toBe(200);
    expect(order).toEqual(['admit', 'validate true BestEffort']);
  });

  it('has what breaks rules of the kind judged by nobody else', async () => {
    const order: string[] = [];
    const spoil = ({ metadata }: Pod): void => {
      metadata.labels = { rank: 'not a rank!' };
    };
    await using app = await openApp({ plugins: [changing(order, spoil)] });
    expect((await create(app)).status).toBe(422);
    expect(order).toEqual(['admit']);
  });

  it('gives what a plugin adds to nobody, and changes nothing that is stored', async () => {
    const order: string[] = [];
    let rank = 0;
    const add = ({ metadata }: Pod): void => {
      rank += 1;
      metadata.labels ??= {};
      metadata.labels.rank = String(rank);
    };
    await using app = await openApp({ plugins: [changing(order, add)] });
    const created = (await app.send('POST', `${PODS}?fieldManager=me`, podOf({ own: 'x' }))).json() as unknown as Pod;
    expect(created.metadata.labels).toEqual({ own: 'x', rank: '1' });
    const [owner] = created.metadata.managedFields ?? [];
    expect(JSON.stringify(owner?.fieldsV1)).toContain('f:own');
    expect(JSON.stringify(owner?.fieldsV1)).not.toContain('f:rank');
    const patch = { metadata: { annotations: { a: 'b' } } };
    await app.send('PATCH', `${PODS}/p?dryRun=All`, patch, MERGE);
    expect((await app.send('GET', `${PODS}/p`)).json()).toMatchObject({ metadata: { labels: { rank: '1' } } });
    expect((await app.send('PATCH', `${PODS}/p`, patch, MERGE)).json()).toMatchObject({
      metadata: { labels: { own: 'x', rank: '3' } },
    });
  });
});

describe('what plugins have to tell', () => {
  const warner: AdmissionPlugin = {
    name: 'Warner',
    concerns: ({ resource }) => resource.resource === 'pods',
    admit({ addWarning }) {
      addWarning('it is changed');
      return undefined;
    },
    validate({ operation, oldObject, addWarning }) {
      addWarning(`${operation} of ${(oldObject as Pod | undefined)?.metadata.name ?? 'nothing'}`);
      return undefined;
    },
  };

  it('is told beside the answer, whatever that is', async () => {
    await using app = await openApp({ plugins: [warner] });
    const warningsOf = async (
      method: string,
      path: string,
      body?: unknown,
      headers?: Readonly<Record<string, string>>,
    ) => {
      const { status, warnings } = await app.send(method, path, body, headers);
      return [status, ...warnings];
    };
    const odd = podOf({}, { spec: { containers: CONTAINERS, imagePullSecrets: [{ name: '' }] } });
    const strategy = 'spec.imagePullSecrets[0].name: invalid empty name ""';
    expect(await warningsOf('POST', PODS, odd)).toEqual([201, 'it is changed', strategy, 'CREATE of nothing']);
    expect(await warningsOf('POST', PODS, podOf())).toEqual([409, 'it is changed', 'CREATE of nothing']);
    expect(await warningsOf('PUT', `${PODS}/p`, podOf({ 'a b': 'c' }))).toEqual([422, 'it is changed']);
    expect(await warningsOf('DELETE', `${PODS}/p?dryRun=All`)).toEqual([200, 'it is changed', 'DELETE of p']);
    expect(await warningsOf('DELETE', PODS)).toEqual([200, 'it is changed', 'DELETE of p']);
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'none' } };
    expect(await warningsOf('POST', `${PODS}/none/eviction`, eviction)).toEqual([
      404,
      'it is changed',
      'CREATE of nothing',
    ]);
  });
});

describe('a plugin that refuses in the words of the store', () => {
  const LEASE = '/apis/coordination.k8s.io/v1/namespaces/n/leases/l';
  const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'l' } };

  it.each([
    ['PUT', 'UPDATE', LEASE, 404],
    ['PUT', 'CREATE', LEASE, 409],
    ['PATCH', 'UPDATE', `${LEASE}?fieldManager=a`, 404],
    ['PATCH', 'CREATE', `${LEASE}?fieldManager=a`, 409],
  ])('is answered, and not taken for it: %s that is a %s', async (method, operation, path, code) => {
    let times = 0;
    const elsewhere: AdmissionPlugin = {
      name: 'Elsewhere',
      concerns: ({ resource }) => resource.resource === 'leases',
      validate(attributes) {
        if (attributes.operation !== operation) return undefined;
        times += 1;
        // Whoever asks again and again is to come to an end.
        if (times > 3) throw refusal(attributes, 'asked too often');
        const owners = { group: 'example.com', resource: 'owners' };
        throw code === 404 ? notFound(owners, 'o') : alreadyExists(owners, 'o');
      },
    };
    await using app = await openApp({ plugins: [elsewhere] });
    let { metadata }: { readonly metadata: object } = lease;
    if (operation === 'UPDATE') {
      const { resourceVersion } = ((await app.send('PUT', LEASE, lease)).json() as unknown as ApiObject).metadata;
      metadata = { ...metadata, resourceVersion };
    }
    const headers = method === 'PATCH' ? APPLY : undefined;
    const spec = { holderIdentity: 'h' };
    const answer = await app.send(method, path, { ...lease, metadata, spec }, headers);
    expect([answer.status, answer.json().details]).toMatchObject([code, { kind: 'owners', name: 'o' }]);
    expect(times).toBe(1);
  });
});

it('what a plugin does to the spec in a write of the status is nowhere to be seen, be the status written or not', async () => {
  const seen: unknown[] = [];
  const meddler: AdmissionPlugin = {
    name: 'Meddler',
    concerns: ({ resource, subresource }) => resource.resource === 'pods' && subresource === 'status',
    async admit({ object }) {
      (object as Pod).spec.hostname = 'meddled';
    },
    async validate({ object, oldObject }) {
      seen.push((object as Pod).spec.hostname, (oldObject as Pod).spec.hostname);
    },
  };
  await using app = await openApp({ plugins: [meddler] });
  await create(app);
  const status = `${PODS}/p/status`;
  expect((await app.send('PATCH', status, { status: { phase: 'Running' } }, MERGE)).status).toBe(200);
  expect((await app.send('PATCH', status, { status: { phase: 'Running' } }, MERGE)).status).toBe(200);
  expect((await app.send('PATCH', PODS.concat('/p'), { metadata: { labels: { a: 'b' } } }, MERGE)).status).toBe(200);
  expect((await app.send('GET', `${PODS}/p`)).json()).toMatchObject({ metadata: { labels: { a: 'b' } }, spec: {} });
  expect((await app.send('GET', `${PODS}/p`)).text).not.toContain('meddled');
  expect(seen).toEqual([undefined, undefined, undefined, undefined]);
});
