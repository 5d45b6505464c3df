import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PodledgerServer } from '../../../src/index.ts';
import { createPod, PODS, podBody, send, serve } from '../../support/http.ts';

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve();
  for (const name of ['a', 'b']) await createPod(server, name, { metadata: { labels: { name } } });
});
afterAll(() => server.close());

const form = (kind: string, version = 'v1') => `application/json;as=${kind};v=${version};g=meta.k8s.io`;
const KUBECTL = `${form('Table')},${form('Table', 'v1beta1')},application/json`;
const get = (path: string, accept: string) => send(server, 'GET', path, { headers: { accept } });

interface Table {
  readonly rows: readonly { readonly cells: readonly string[]; readonly object: Record<string, unknown> | null }[];
}
const tableOf = (answer: { json(): unknown }): Table => answer.json() as Table;

describe('a table', () => {
  test('is what kubectl gets of a list', async () => {
    const answer = await get(PODS, KUBECTL);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.json()).toMatchObject({
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
      metadata: { resourceVersion: expect.any(String) },
      rows: [{ cells: ['a', '0/1', 'Pending', '0', '0s', '<none>', '<none>', '<none>', '<none>'] }, {}],
    });
    expect(tableOf(answer).rows[0]?.object).toMatchObject({ kind: 'PartialObjectMetadata', metadata: { name: 'a' } });
    expect(tableOf(answer).rows[0]?.object).not.toHaveProperty('spec');
  });

  test('is what kubectl gets of one object, and of a write', async () => {
    const one = await get(`${PODS}/a`, KUBECTL);
    expect(tableOf(one).rows.map(({ cells }) => cells[0])).toEqual(['a']);
    const written = await send(server, 'POST', `${PODS}?dryRun=All`, {
      headers: { accept: KUBECTL, 'content-type': 'application/json' },
      body: podBody('c'),
    });
    expect([written.status, written.json().kind]).toEqual([201, 'Table']);
  });

  test('carries as much of each object as is asked for', async () => {
    const objects = async (include: string) => tableOf(await get(`${PODS}?includeObject=${include}`, KUBECTL)).rows;
    expect((await objects('Object'))[0]?.object).toMatchObject({
      kind: 'Pod',
      spec: { containers: [{ name: 'main' }] },
    });
    expect((await objects('None'))[0]?.object).toBeNull();
    const refused = await get(`${PODS}?includeObject=All`, KUBECTL);
    expect([refused.status, refused.json().message]).toEqual([
      400,
      `Unable to convert to Table as requested: includeObject: Invalid value: "All": must be 'Metadata', 'Object', 'None', or empty`,
    ]);
  });

  test('comes in pages like a list', async () => {
    const first = (await get(`${PODS}?limit=1`, KUBECTL)).json();
    expect(first.metadata).toMatchObject({ continue: expect.any(String), remainingItemCount: 1 });
    const second = tableOf(await get(`${PODS}?limit=1&continue=${first.metadata.continue}`, KUBECTL));
    expect(second.rows.map(({ cells }) => cells[0])).toEqual(['b']);
  });

  test('of namespaces has their status', async () => {
    const { rows } = tableOf(await get('/api/v1/namespaces?fieldSelector=metadata.name%3Ddefault', KUBECTL));
    expect(rows.map(({ cells }) => cells)).toEqual([['default', 'Active', '0s']]);
  });

  test('comes as YAML too', async () => {
    const answer = await get(PODS, form('Table').replace('json', 'yaml'));
    expect(answer.headers['content-type']).toBe('application/yaml');
    expect(answer.text).toContain('kind: Table\n');
  });

  test('that is not offered is passed over', async () => {
    expect((await get(PODS, 'application/json;as=Table;v=v2;g=meta.k8s.io,application/json')).json().kind).toBe(
      'PodList',
    );
    expect((await get(PODS, 'application/json;as=Table;v=v2;g=meta.k8s.io')).status).toBe(406);
  });

  test('has no errors: they are a Status', async () => {
    expect((await get(`${PODS}/none`, KUBECTL)).json()).toMatchObject({ kind: 'Status', code: 404 });
  });
});

describe('metadata alone', () => {
  test('is answered of a list and of one object', async () => {
    const list = await get(PODS, form('PartialObjectMetadataList'));
    expect(list.json()).toMatchObject({
      kind: 'PartialObjectMetadataList',
      items: [{ kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: { name: 'a' } }, {}],
    });
    const one = (await get(`${PODS}/a`, form('PartialObjectMetadata'))).json();
    expect(one).toMatchObject({ kind: 'PartialObjectMetadata', metadata: { name: 'a', labels: { name: 'a' } } });
    expect(one).not.toHaveProperty('spec');
  });

  test('of no objects has null for its items', async () => {
    const answer = await get(`${PODS}?labelSelector=none`, form('PartialObjectMetadataList'));
    expect(answer.json()).toMatchObject({ items: null });
  });

  test('of a list is not that of one object', async () => {
    const list = await get(PODS, form('PartialObjectMetadata'));
    expect([list.status, list.json().message]).toEqual([
      406,
      'you requested PartialObjectMetadata, but the requested object is a list (*core.PodList)',
    ]);
    expect((await get(`${PODS}/a`, form('PartialObjectMetadataList'))).status).toBe(406);
  });
});
