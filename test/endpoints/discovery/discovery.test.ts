import { describe, expect, it } from 'vitest';
import { apiResourceList } from '../../../src/endpoints/discovery/api-resource-list.ts';
import { groupVersionsOf } from '../../../src/endpoints/discovery/group-versions.ts';
import { installDiscovery } from '../../../src/endpoints/discovery/install-discovery.ts';
import { storageVersionHash } from '../../../src/endpoints/discovery/storage-version-hash.ts';
import { versionInfo } from '../../../src/endpoints/discovery/version-info.ts';
import { appWithErrors, leases, namespaces, pods } from '../served-resources.ts';

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const VERBS = ['create', 'delete', 'get', 'list', 'patch', 'update'];

const info = versionInfo('v1.36.3+podledger-0.1.0', { nodeVersion: '26.10.0', platform: 'linux', architecture: 'x64' });

function get(url: string, accept = 'application/json', headers: Record<string, string> = {}) {
  const app = appWithErrors();
  installDiscovery(app, [pods, namespaces, leases], info);
  return app.inject({ url, headers: { accept, ...headers } });
}

describe('discovery', () => {
  it('lists the versions of the core group, and the address that the client used', async () => {
    const answer = await get('/api', 'application/json', { host: 'pods.example:8080' });
    expect(answer.body).toBe(
      '{"kind":"APIVersions","versions":["v1"],"serverAddressByClientCIDRs":[{"clientCIDR":"0.0.0.0/0","serverAddress":"pods.example:8080"}]}\n',
    );
  });

  it('lists the resources of the core group by name, each with its subresources behind it', async () => {
    const answer = await get('/api/v1');
    const sub = { singularName: '', namespaced: true, kind: 'Pod' };
    expect(answer.json()).toEqual({
      kind: 'APIResourceList',
      groupVersion: 'v1',
      resources: [
        {
          name: 'namespaces',
          singularName: 'namespace',
          namespaced: false,
          kind: 'Namespace',
          verbs: VERBS,
          shortNames: ['ns'],
          storageVersionHash: 'Q3oi5N2YM8M=',
        },
        {
          name: 'pods',
          singularName: 'pod',
          namespaced: true,
          kind: 'Pod',
          verbs: VERBS,
          shortNames: ['po'],
          categories: ['all'],
          storageVersionHash: 'xPOwRZ+Yhw8=',
        },
        { name: 'pods/eviction', ...sub, group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] },
        { name: 'pods/exec', ...sub, kind: 'PodExecOptions', verbs: ['create', 'get'] },
        { name: 'pods/log', ...sub, verbs: ['get'] },
        { name: 'pods/resize', ...sub, verbs: ['get'] },
        { name: 'pods/status', ...sub, verbs: ['get', 'patch', 'update'] },
      ],
    });
    expect(Object.keys(answer.json().resources[1])).toEqual([
      'name',
      'singularName',
      'namespaced',
      'kind',
      'verbs',
      'shortNames',
      'categories',
      'storageVersionHash',
    ]);
  });

  it('lists the resources of a named group with an apiVersion', async () => {
    expect((await get('/apis/coordination.k8s.io/v1')).body).toMatch(
      /^\{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"coordination.k8s.io\/v1","resources":\[\{"name":"leases",/,
    );
  });

  it('lists groups in the order in which clients look a name up', async () => {
    const names = ['node.k8s.io', 'apps.example', 'policy', 'events.k8s.io', 'coordination.k8s.io'];
    const kinds = ['v1', 'v2beta1', 'v2alpha1', 'v2'].map((version) => ({ group: 'policy', version, kind: 'Budget' }));
    const served = [
      ...names.map((group) => ({ ...leases, kind: { ...leases.kind, group } })),
      ...kinds.map((kind) => ({ ...leases, kind })),
      pods,
    ];
    const order = groupVersionsOf(served).map(({ group, version }) => `${group}/${version}`);
    expect(order).toEqual([
      '/v1',
      'events.k8s.io/v1',
      'policy/v2',
      'policy/v1',
      'policy/v2beta1',
      'policy/v2alpha1',
      'coordination.k8s.io/v1',
      'node.k8s.io/v1',
      'apps.example/v1',
    ]);
  });

  it('hashes the version in which objects are stored, and nothing where none are', async () => {
    const stored = { ...leases, storedKind: { group: '', version: 'v1', kind: 'Event' } };
    const review = { ...leases, resource: 'reviews', verbs: ['create'] as const };
    const { resources } = apiResourceList({ group: 'g', version: 'v1', resources: [stored, review] });
    expect(resources.map(({ storageVersionHash: hash }) => hash)).toEqual(['r2yiGXH7wu8=', undefined]);
  });

  it('lists the named groups, without the core one', async () => {
    const version = { groupVersion: 'coordination.k8s.io/v1', version: 'v1' };
    const group = { name: 'coordination.k8s.io', versions: [version], preferredVersion: version };
    expect((await get('/apis')).json()).toEqual({ kind: 'APIGroupList', apiVersion: 'v1', groups: [group] });
    expect((await get('/apis/coordination.k8s.io')).json()).toEqual({ kind: 'APIGroup', apiVersion: 'v1', ...group });
  });

  it('answers YAML where it is asked for, and 406 where nothing that is accepted is served', async () => {
    const yaml = await get('/apis', 'application/yaml');
    expect(yaml.headers['content-type']).toBe('application/yaml');
    expect(yaml.body).toContain('kind: APIGroupList\n');
    expect((await get('/api/v1', 'text/html')).statusCode).toBe(406);
  });

  it('answers 405 Method Not Allowed to anything but GET', async () => {
    const app = appWithErrors();
    installDiscovery(app, [pods, leases], info);
    for (const url of ['/api', '/api/v1', '/apis', '/apis/coordination.k8s.io', '/version']) {
      const answer = await app.inject({ method: 'POST', url });
      expect(answer.json()).toMatchObject({ reason: 'MethodNotAllowed', code: 405 });
      expect(answer.headers.allow).toBe('GET');
    }
  });

  it.each([
    ['xPOwRZ+Yhw8=', '', 'v1', 'Pod'],
    ['r2yiGXH7wu8=', 'events.k8s.io', 'v1', 'Event'],
    ['EVWiDmWqyJw=', 'policy', 'v1', 'PodDisruptionBudget'],
  ])('hashes the storage version to %s as kube-apiserver does', (hash, group, version, kind) => {
    // Events are stored in the core group, wherever they are read.
    expect(storageVersionHash({ group: kind === 'Event' ? '' : group, version, kind })).toBe(hash);
  });
});

describe('aggregated discovery', () => {
  it('answers all resources of the core group at once', async () => {
    const answer = await get('/api', `${AGGREGATED},application/json`);
    expect(answer.headers).toMatchObject({ 'content-type': AGGREGATED, vary: 'Accept', 'cache-control': 'public' });
    const responseKind = { group: '', version: '', kind: 'Pod' };
    expect(answer.json()).toEqual({
      kind: 'APIGroupDiscoveryList',
      apiVersion: 'apidiscovery.k8s.io/v2',
      metadata: {},
      items: [
        {
          metadata: {},
          versions: [
            {
              version: 'v1',
              resources: [
                {
                  resource: 'namespaces',
                  responseKind: { group: '', version: '', kind: 'Namespace' },
                  scope: 'Cluster',
                  singularResource: 'namespace',
                  verbs: VERBS,
                  shortNames: ['ns'],
                },
                {
                  resource: 'pods',
                  responseKind,
                  scope: 'Namespaced',
                  singularResource: 'pod',
                  verbs: VERBS,
                  shortNames: ['po'],
                  categories: ['all'],
                  subresources: [
                    {
                      subresource: 'eviction',
                      responseKind: { group: 'policy', version: 'v1', kind: 'Eviction' },
                      verbs: ['create'],
                    },
                    {
                      subresource: 'exec',
                      responseKind: { ...responseKind, kind: 'PodExecOptions' },
                      verbs: ['create', 'get'],
                    },
                    { subresource: 'log', responseKind, verbs: ['get'] },
                    { subresource: 'resize', responseKind, verbs: ['get'] },
                    { subresource: 'status', responseKind, verbs: ['get', 'patch', 'update'] },
                  ],
                },
              ],
              freshness: 'Current',
            },
          ],
        },
      ],
    });
  });

  it('answers the named groups by name', async () => {
    const { items } = (await get('/apis', AGGREGATED)).json();
    expect(items).toMatchObject([{ metadata: { name: 'coordination.k8s.io' }, versions: [{ version: 'v1' }] }]);
  });

  it('answers the plain document where the client prefers it, or knows only versions that are not served', async () => {
    const alpha = AGGREGATED.replace('v=v2', 'v=v2alpha1');
    for (const accept of [`${AGGREGATED};q=0.5,application/json`, `${alpha},application/json`, '*/*']) {
      expect((await get('/api', accept)).json().kind).toBe('APIVersions');
    }
    expect((await get('/api', `${alpha},${AGGREGATED}`)).json().kind).toBe('APIGroupDiscoveryList');
  });

  it('answers in the version that the client prefers, each with a tag of its own', async () => {
    const beta = AGGREGATED.replace('v=v2', 'v=v2beta1');
    const old = await get('/apis', `${beta},application/json`);
    expect(old.headers['content-type']).toBe(beta);
    expect(old.json()).toMatchObject({ kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2beta1' });
    const current = await get('/apis', `${AGGREGATED},${beta}`);
    expect(current.json().apiVersion).toBe('apidiscovery.k8s.io/v2');
    expect(current.json().items).toEqual(old.json().items);
    expect(current.headers.etag).not.toBe(old.headers.etag);
  });

  it('answers 304 Not Modified to a client that has it already', async () => {
    const { etag } = (await get('/api', AGGREGATED)).headers;
    expect(etag).toMatch(/^"[0-9A-F]{128}"$/);
    const again = await get('/api', AGGREGATED, { 'if-none-match': String(etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });
});

describe('/version', () => {
  it('answers the Kubernetes version as indented JSON', async () => {
    const answer = await get('/version', 'application/yaml');
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.body).toMatch(/^\{\n {2}"major": "1",\n {2}"minor": "36",\n/);
    expect(answer.json()).toEqual({
      major: '1',
      minor: '36',
      emulationMajor: '1',
      emulationMinor: '36',
      minCompatibilityMajor: '1',
      minCompatibilityMinor: '35',
      gitVersion: 'v1.36.3+podledger-0.1.0',
      gitCommit: '',
      gitTreeState: '',
      buildDate: '1970-01-01T00:00:00Z',
      goVersion: 'node26.10.0',
      compiler: 'v8',
      platform: 'linux/amd64',
    });
  });
});
