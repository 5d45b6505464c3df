import { describe, expect, test } from 'vitest';
import type { AdmissionPlugin } from '../../../src/admission/admission.ts';
import type { Authorizer } from '../../../src/auth/authorization/authorizer.ts';
import { leastObject } from '../../bounds/least-objects.ts';
import { openApp, type TestApp } from '../../support/app.ts';
import { podBody } from '../../support/http.ts';

const CONFIG_MAP = { group: '', version: 'v1', kind: 'ConfigMap' };
const SERVICE = { group: '', version: 'v1', kind: 'Service' };
const NAMESPACE = { group: '', version: 'v1', kind: 'Namespace' };

interface Kept {
  readonly kind?: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** An object as it was in another store. */
function kept(object: object, name: string, metadata: object = {}): Kept & Record<string, unknown> {
  const identity = { name, namespace: 'default', uid: `uid-of-${name}`, creationTimestamp: '2001-02-03T04:05:06Z' };
  return { ...object, metadata: { ...identity, ...metadata } };
}
const configMap = (name: string, metadata: object = {}, data: object = {}) =>
  kept({ ...leastObject(CONFIG_MAP, 'configmaps', name), data }, name, metadata);
const service = (name: string, spec: object, metadata: object = {}) =>
  kept({ ...leastObject(SERVICE, 'services', name), spec }, name, metadata);
const namespace = (name: string) =>
  kept({ ...leastObject(NAMESPACE, 'namespaces', name), spec: { finalizers: ['kubernetes'] } }, name, {
    namespace: undefined,
  });

async function appWithDefault(parts: Parameters<typeof openApp>[0] = {}): Promise<TestApp> {
  const app = await openApp(parts);
  await app.send('POST', '/podledger/import', namespace('default'));
  return app;
}

const importing = ({ send }: TestApp, ...objects: readonly object[]) =>
  send('POST', '/podledger/import', objects.map((object) => JSON.stringify(object)).join('\n'));
const get = async ({ send }: TestApp, path: string) => (await send('GET', path)).json();
const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const SERVICES = '/api/v1/namespaces/default/services';

describe('what is imported', () => {
  test('keeps all that it says, but for its version and its path', async () => {
    await using app = await appWithDefault({ selfLink: false });
    const owned = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: 'u' }];
    const managedFields = [
      {
        manager: 'a',
        operation: 'Update',
        apiVersion: 'v1',
        time: '2001-02-03T04:05:06Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:status': {} },
        subresource: 'status',
      },
    ];
    const deletion = {
      deletionTimestamp: '2001-02-03T04:06:06Z',
      deletionGracePeriodSeconds: 30,
      finalizers: ['a.b/c'],
    };
    const metadata = { generation: 7, ownerReferences: owned, managedFields, ...deletion };
    const pod = kept(
      { ...podBody('p'), status: { phase: 'Failed', podIP: '10.0.0.1', later: { than: 'this' } } },
      'p',
      metadata,
    );
    const sent = { ...pod, metadata: { ...pod.metadata, resourceVersion: '999', selfLink: '/a' } };
    const answer = await importing(app, sent);
    expect(answer.text).toBe('{"created":1,"replaced":0,"unchanged":0}');
    const found = await get(app, '/api/v1/namespaces/default/pods/p');
    expect(found).toEqual({ ...pod, metadata: { ...pod.metadata, resourceVersion: expect.not.stringMatching('999') } });
  });

  test('is admitted by nobody and defaulted by nothing', async () => {
    const refuses: AdmissionPlugin = {
      name: 'Refuses',
      concerns: () => true,
      validate: () => {
        throw new Error('it was asked');
      },
    };
    await using app = await appWithDefault({ plugins: [refuses] });
    expect((await importing(app, kept(podBody('p'), 'p'))).status).toBe(200);
    expect(await get(app, '/api/v1/namespaces/default/pods/p')).not.toHaveProperty('spec.restartPolicy');
  });

  test('comes behind the namespaces that stand before it', async () => {
    await using app = await openApp();
    const other = configMap('a', { namespace: 'other' });
    const refused = await importing(app, other, namespace('other'));
    expect(refused.status).toBe(404);
    expect(refused.json()).toMatchObject({ reason: 'NotFound', message: 'namespaces "other" not found' });
    expect((await importing(app, namespace('other'), other)).text).toContain('"created":1');
  });

  test('is written in the order of this version, whichever it came in', async () => {
    await using app = await appWithDefault();
    const { metadata, ...rest } = configMap('a', {}, { b: '1', a: '2' });
    const { name, ...others } = metadata;
    await importing(app, { ...rest, metadata: { ...others, name } });
    expect((await importing(app, configMap('a', {}, { a: '2', b: '1' }))).text).toContain('"unchanged":1');
  });

  test('may be an event in either form', async () => {
    await using app = await appWithDefault();
    const events = { group: 'events.k8s.io', version: 'v1', kind: 'Event' };
    await importing(app, kept(leastObject(events, 'events', 'e'), 'e'));
    expect(await get(app, '/api/v1/namespaces/default/events/e')).toMatchObject({
      apiVersion: 'v1',
      metadata: { uid: 'uid-of-e' },
    });
  });
});

describe('an object that is there', () => {
  test('is left alone where it is the same', async () => {
    await using app = await appWithDefault();
    await importing(app, configMap('a'));
    const before = await get(app, `${CONFIG_MAPS}/a`);
    expect((await importing(app, configMap('a'))).text).toBe('{"created":0,"replaced":0,"unchanged":1}');
    expect(await get(app, `${CONFIG_MAPS}/a`)).toEqual(before);
  });

  test.each([
    ['of the same uid is replaced by one write', {}, ['put']],
    [
      'of another uid is deleted first, so that nobody takes the one for the other',
      { uid: 'other' },
      ['delete', 'put'],
    ],
  ])('%s', async (_, metadata, writes) => {
    await using app = await appWithDefault();
    await importing(app, configMap('a', metadata, { a: 'old' }));
    const [{ store } = { store: undefined }] = app.registry;
    const revision = await store?.currentRevision();
    expect((await importing(app, configMap('a', {}, { a: 'new' }))).text).toBe(
      '{"created":0,"replaced":1,"unchanged":0}',
    );
    const seen: string[] = [];
    const giveUp = new AbortController();
    for await (const change of store?.changes(revision ?? 0, giveUp.signal) ?? []) {
      seen.push(change.type);
      if (change.type === 'put') giveUp.abort();
    }
    expect(seen).toEqual(writes);
    expect(await get(app, `${CONFIG_MAPS}/a`)).toMatchObject({ metadata: { uid: 'uid-of-a' }, data: { a: 'new' } });
  });
});

describe('a service', () => {
  const made = (name: string, clusterIP: string, nodePort: number, metadata: object = {}) =>
    service(
      name,
      {
        ports: [{ protocol: 'TCP', port: 80, targetPort: 80, nodePort }],
        clusterIP,
        clusterIPs: [clusterIP],
        type: 'NodePort',
        sessionAffinity: 'None',
        externalTrafficPolicy: 'Cluster',
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        internalTrafficPolicy: 'Cluster',
      },
      metadata,
    );

  test('has its address and its port, and no other gets them', async () => {
    await using app = await appWithDefault();
    expect((await importing(app, made('a', '10.96.0.77', 30077))).status).toBe(200);
    const create = (spec: object) =>
      app.send('POST', SERVICES, {
        ...leastObject(SERVICE, 'services', 'b'),
        spec: { ports: [{ port: 80 }], ...spec },
      });
    expect((await create({ clusterIP: '10.96.0.77' })).text).toContain('provided IP is already allocated');
    expect((await create({ type: 'NodePort', ports: [{ port: 80, nodePort: 30077 }] })).text).toContain(
      'provided port is already allocated',
    );
    const taken = await importing(app, made('b', '10.96.0.77', 30078));
    expect(taken.status).toBe(422);
    expect(taken.text).toContain('provided IP is already allocated');
  });

  test('that is replaced gives back what it had', async () => {
    await using app = await appWithDefault();
    await importing(app, made('a', '10.96.0.77', 30077, { uid: 'other' }));
    expect((await importing(app, made('a', '10.96.0.78', 30077))).text).toContain('"replaced":1');
    expect((await importing(app, made('b', '10.96.0.77', 30078))).text).toContain('"created":1');
  });

  test('stays as it was where the one that is to replace it is refused, and keeps what it had', async () => {
    await using app = await appWithDefault();
    await importing(app, made('a', '10.96.0.77', 30077), made('b', '10.96.0.78', 30078));
    const contents = async () => {
      const { metadata, ...rest } = await get(app, `${SERVICES}/a`);
      return { ...rest, metadata: { ...Object(metadata), resourceVersion: undefined } };
    };
    const before = await contents();
    for (const refused of [made('a', '10.96.0.78', 30077, { uid: 'other' }), made('a', '10.96.0.79', 30078)]) {
      expect((await importing(app, refused)).status).toBe(422);
      expect(await contents()).toEqual(before);
      expect((await importing(app, made('c', '10.96.0.77', 30079))).text).toContain('provided IP is already allocated');
      expect((await importing(app, made('c', '10.96.0.80', 30077))).text).toContain(
        'provided port is already allocated',
      );
    }
  });

  test('that was never given anything is refused', async () => {
    await using app = await appWithDefault();
    const refused = await importing(app, service('a', { ports: [{ port: 80 }] }));
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('it lacks what a server has given it');
    expect((await app.send('GET', `${SERVICES}/a`)).status).toBe(404);
  });
});

describe('refused is', () => {
  test.each([
    ['what is no JSON', '{"kind"', 400, 'an object cannot be imported: unexpected end of JSON input'],
    ['what is no object', '[]', 400, 'an object cannot be imported: it is no JSON object'],
    [
      'a kind that is not served',
      { kind: 'Widget', apiVersion: 'v1' },
      400,
      'an object cannot be imported: there is no kind "Widget" in version "v1" here',
    ],
    [
      'a List',
      { kind: 'List', apiVersion: 'v1', items: [] },
      400,
      'an object cannot be imported: there is no kind "List" in version "v1" here',
    ],
    [
      'what has no metadata',
      { kind: 'Pod', apiVersion: 'v1' },
      400,
      'an object cannot be imported: it has no metadata',
    ],
    [
      'a field of another type',
      { ...configMap('a'), data: [1] },
      400,
      /^ConfigMap in version "v1" cannot be handled as a ConfigMap: .*data/,
    ],
    [
      'no uid',
      configMap('a', { uid: undefined }),
      422,
      /metadata\.uid: Required value: what is imported was in a store before/,
    ],
    ['no time', configMap('a', { creationTimestamp: undefined }), 422, /metadata\.creationTimestamp: Required value/],
    ['no name', configMap('', {}), 422, /metadata\.name: Required value/],
    ['a name that is none', configMap('../b'), 422, /metadata\.name: Invalid value: "\.\.\/b"/],
    [
      'a namespace that is none',
      configMap('a', { namespace: 'a/b' }),
      422,
      /metadata\.namespace: Invalid value: "a\/b"/,
    ],
    ['no namespace', configMap('a', { namespace: undefined }), 422, /metadata\.namespace: Required value/],
    [
      'a namespace of what is in none',
      { ...namespace('a'), metadata: { ...namespace('a').metadata, namespace: 'default' } },
      422,
      /metadata\.namespace: Forbidden/,
    ],
    ['nothing at all', ' \n', 400, 'there is nothing to be imported: the body has to be JSON lines, an object each'],
  ])('%s', async (_, body, status, message) => {
    await using app = await appWithDefault();
    const answer = await app.send('POST', '/podledger/import', body);
    expect(answer.status).toBe(status);
    expect(answer.json().message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });

  test('the first of several, of which those before it are there', async () => {
    await using app = await appWithDefault();
    const answer = await importing(
      app,
      configMap('a'),
      configMap('b', { uid: '' }),
      configMap('c', { namespace: 'd' }),
    );
    expect(answer.json()).toMatchObject({ kind: 'Status', reason: 'Invalid', details: { name: 'b' } });
    expect((await app.send('GET', `${CONFIG_MAPS}/a`)).status).toBe(200);
  });

  test('whoever may not post to that path, which is no resource', async () => {
    const asked: unknown[] = [];
    const authorizer: Authorizer = {
      authorize: ({ request }) => {
        asked.push(request);
        return { outcome: 'NoOpinion', reason: '' };
      },
      rulesFor: async () => ({ resourceRules: [], nonResourceRules: [], incomplete: false }),
    };
    await using app = await openApp({ access: { authorizer } });
    expect((await importing(app, namespace('default'))).status).toBe(403);
    expect(asked).toEqual([{ nonResource: { path: '/podledger/import', verb: 'post' } }]);
  });

  test('every other method', async () => {
    await using app = await openApp();
    expect((await app.send('GET', '/podledger/import')).status).toBe(405);
  });
});
