import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PodledgerServer } from '../../../src/index.ts';
import { createPod, PODS, podBody, send, serve } from '../../support/http.ts';
import { openWatch } from '../../support/watch.ts';

// As Kubernetes answered it until 1.19.

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';
const PARTIAL = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io';
const PARTIAL_LIST = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
const PROTOBUF = 'application/vnd.kubernetes.protobuf';
const TYPED = { 'content-type': 'application/json' };

interface Linked {
  readonly metadata: { readonly selfLink?: string };
  readonly items?: readonly Linked[];
  readonly rows?: readonly { readonly object: Linked }[];
}

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve();
  await createPod(server, 'a');
});
afterAll(() => server.close());

async function get(path: string, accept = 'application/json'): Promise<Linked> {
  return (await send(server, 'GET', path, { headers: { accept } })).json<Linked>();
}

/** The links of an answer and of what is in it. */
function linksOf({ metadata, items, rows }: Linked): (string | undefined)[] {
  const contents = items ?? rows?.map(({ object }) => object) ?? [];
  return [metadata.selfLink, ...contents.map((object) => object.metadata.selfLink)];
}

describe('metadata.selfLink', () => {
  it.each([
    [PODS, [PODS, `${PODS}/a`]],
    ['/api/v1/pods', ['/api/v1/pods', `${PODS}/a`]],
    [`${PODS}?limit=1`, [PODS, `${PODS}/a`]],
    ['/api/v1/namespaces?limit=1', ['/api/v1/namespaces', '/api/v1/namespaces/default']],
    [`${PODS}/a`, [`${PODS}/a`]],
    [`${PODS}/a/`, [`${PODS}/a`]],
    [`${PODS}/a/status`, [`${PODS}/a/status`]],
  ])('of GET %s is the path at which each object is found, and that of the list', async (path, links) => {
    expect(linksOf(await get(path))).toEqual(links);
  });

  it('stands in tables, in their rows, and in the metadata alone', async () => {
    expect(linksOf(await get(PODS, TABLE))).toEqual([PODS, `${PODS}/a`]);
    expect(linksOf(await get(`${PODS}?includeObject=Object`, TABLE))).toEqual([PODS, `${PODS}/a`]);
    expect(linksOf(await get(`${PODS}/a`, TABLE))).toEqual([`${PODS}/a`, `${PODS}/a`]);
    expect(linksOf(await get(PODS, PARTIAL_LIST))).toEqual([PODS, `${PODS}/a`]);
    expect(linksOf(await get(`${PODS}/a/status`, PARTIAL))).toEqual([`${PODS}/a/status`]);
  });

  it('of an event is that of the object, whichever path it was written through', async () => {
    const { metadata } = (await get(PODS)) as { metadata: { resourceVersion?: string } };
    const from = `watch=1&resourceVersion=${metadata.resourceVersion}`;
    const watches = await Promise.all(
      ['application/json', PARTIAL, TABLE].map((accept) => openWatch(server, `/api/v1/pods?${from}`, { accept })),
    );
    const path = `${PODS}/w`;
    const created = await createPod(server, 'w');
    const status = { ...podBody('w'), status: { phase: 'Running' } };
    const put = (await send(server, 'PUT', `${path}/status`, { headers: TYPED, body: status })).json();
    const labelled = { ...podBody('w'), metadata: { name: 'w', labels: { a: 'b' } } };
    const again = (await send(server, 'PUT', path, { headers: TYPED, body: labelled })).json();
    const gone = (await send(server, 'DELETE', `${path}?gracePeriodSeconds=0`)).json();
    expect([created, put, again, gone].map((answer) => answer.metadata.selfLink)).toEqual([
      path,
      `${path}/status`,
      path,
      path,
    ]);
    for (const watch of watches) {
      const events = await watch.until(4);
      watch.cut();
      for (const { object } of events) {
        expect(new Set(linksOf(object as Linked))).toEqual(new Set([path]));
      }
    }
    // What a client compares is one object.
    expect((await watches[0]?.until(3))?.[2]?.object).toEqual(again);
  });

  it('is in a dry run what it would be', async () => {
    const body = { ...podBody('d'), metadata: { generateName: 'd-' } };
    const { metadata } = (await send(server, 'POST', `${PODS}?dryRun=All`, { headers: TYPED, body })).json();
    expect(metadata.selfLink).toBe(`${PODS}/${metadata.name}`);
  });

  it('escapes names as in a query', async () => {
    const name = "a:b c!'é";
    const path = '/apis/rbac.authorization.k8s.io/v1/clusterroles';
    const body = { metadata: { name }, rules: [] };
    const made = (await send(server, 'POST', path, { headers: TYPED, body })).json();
    expect(made.metadata.selfLink).toBe(`${path}/a%3Ab+c%21%27%C3%A9`);
    const quoted = { metadata: { name: 'q"\\' }, rules: [] };
    await send(server, 'POST', path, { headers: TYPED, body: quoted });
    expect(linksOf(await get(path))).toEqual([path, `${path}/a%3Ab+c%21%27%C3%A9`, `${path}/q%22%5C`]);
  });

  it('is in protobuf, too', async () => {
    const one = await send(server, 'GET', `${PODS}/a`, { headers: { accept: PROTOBUF } });
    expect(one.text).toContain(`${PODS}/a`);
    const list = await send(server, 'GET', PODS, { headers: { accept: PROTOBUF } });
    expect(list.text).toContain(`${PODS}/a`);
  });

  it('is not what a client says: it is neither stored nor owned', async () => {
    const { metadata, ...pod } = (await send(server, 'GET', `${PODS}/a`)).json();
    const moved = { ...pod, metadata: { ...metadata, selfLink: '/elsewhere' } };
    const put = (await send(server, 'PUT', `${PODS}/a`, { headers: TYPED, body: moved })).json();
    expect(put.metadata).toEqual(metadata);
    const patch = [{ op: 'test', path: '/metadata/selfLink', value: null }];
    const headers = { 'content-type': 'application/json-patch+json' };
    expect((await send(server, 'PATCH', `${PODS}/a`, { headers, body: patch })).status).toBe(200);
  });

  it('is left out everywhere where it is not wanted', async () => {
    const bare = await serve({ selfLink: false });
    try {
      await createPod(bare, 'a');
      for (const accept of ['application/json', TABLE, PARTIAL_LIST]) {
        const { text } = await send(bare, 'GET', PODS, { headers: { accept } });
        expect(text).toContain('"name":"a"');
        expect(text).not.toContain('selfLink');
      }
      const watch = await openWatch(bare, `${PODS}?watch=1`);
      await watch.until(1);
      expect(watch.text()).not.toContain('selfLink');
      watch.cut();
    } finally {
      await bare.close();
    }
  });
});
