import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PodledgerServer } from '../../src/index.ts';
import { createPod, PODS, podBody, send, serve } from '../support/http.ts';

// Keys that every object of JavaScript seems to have are keys like any other.

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const PROTOBUF = 'application/vnd.kubernetes.protobuf';
const KEYS = ['__proto__', 'constructor', 'hasOwnProperty', 'toString'];
const DATA = `{${KEYS.map((key) => `"${key}":"v"`).join()}}`;

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve({ selfLink: false });
});
afterAll(() => server.close());

function write(method: string, path: string, type: string, body: string | Buffer) {
  return send(server, method, path, { headers: { 'content-type': type, accept: 'application/json' }, body });
}

async function dataOf(name: string): Promise<unknown[]> {
  const { data = {} } = (await send(server, 'GET', `${CONFIG_MAPS}/${name}`)).json();
  return Object.keys(data as object);
}

const document = (name: string, data = DATA) =>
  `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"${name}"},"data":${data}}`;

describe('a map keeps every key that a client gives it', () => {
  it.each([
    ['JSON', 'json', 'application/json', document('json')],
    [
      'YAML',
      'yaml',
      'application/yaml',
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: yaml}\ndata:\n${KEYS.map((key) => `  ${key}: v\n`).join('')}`,
    ],
  ])('in %s', async (_, name, type, body) => {
    const answer = await write('POST', CONFIG_MAPS, type, body);
    expect(answer.status).toBe(201);
    expect(await dataOf(name)).toEqual(KEYS);
    const [owner] = answer.json().metadata.managedFields as { fieldsV1: { 'f:data': object } }[];
    expect(Object.keys(owner?.fieldsV1['f:data'] ?? {})).toEqual(['.', ...KEYS.map((key) => `f:${key}`)]);
    const yaml = await send(server, 'GET', `${CONFIG_MAPS}/${name}`, { headers: { accept: 'application/yaml' } });
    for (const key of KEYS) expect(yaml.text).toContain(`\n  ${key}: v\n`);
  });

  it('in protobuf', async () => {
    const { bytes } = await send(server, 'POST', `${CONFIG_MAPS}?dryRun=All`, {
      headers: { 'content-type': 'application/json', accept: PROTOBUF },
      body: document('bytes'),
    });
    expect((await write('POST', CONFIG_MAPS, PROTOBUF, bytes)).status).toBe(201);
    expect(await dataOf('bytes')).toEqual(KEYS);
  });

  it.each([
    ['merge', 'application/merge-patch+json', `{"data":${DATA}}`, '{"data":{"__proto__":null,"constructor":null}}'],
    [
      'strategic',
      'application/strategic-merge-patch+json',
      `{"data":${DATA}}`,
      '{"data":{"__proto__":null,"constructor":null}}',
    ],
    [
      'json',
      'application/json-patch+json',
      JSON.stringify(KEYS.map((key) => ({ op: 'add', path: `/data/${key}`, value: 'v' }))),
      '[{"op":"test","path":"/data/__proto__","value":"v"},{"op":"remove","path":"/data/__proto__"},{"op":"remove","path":"/data/constructor"}]',
    ],
  ])('through a %s patch', async (kind, type, adds, removes) => {
    const name = `${kind}-patch`;
    await write('POST', CONFIG_MAPS, 'application/json', document(name, '{"a":"b"}'));
    expect((await write('PATCH', `${CONFIG_MAPS}/${name}`, type, adds)).status).toBe(200);
    expect(await dataOf(name)).toEqual(['__proto__', 'a', ...KEYS.slice(1)]);
    expect((await write('PATCH', `${CONFIG_MAPS}/${name}`, type, removes)).status).toBe(200);
    expect(await dataOf(name)).toEqual(['a', 'hasOwnProperty', 'toString']);
  });

  it('through an apply, which takes them away again', async () => {
    const path = `${CONFIG_MAPS}/applied?fieldManager=m`;
    const type = 'application/apply-patch+yaml';
    expect((await write('PATCH', path, type, document('applied'))).status).toBe(201);
    expect(await dataOf('applied')).toEqual(KEYS);
    expect((await write('PATCH', path, type, document('applied', '{"__proto__":"w"}'))).status).toBe(200);
    expect(await dataOf('applied')).toEqual(['__proto__']);
  });

  it('and sees that one has come', async () => {
    const immutable = (data: string) => document('fixed', data).replace('"data"', '"immutable":true,"data"');
    await write('POST', CONFIG_MAPS, 'application/json', immutable('{"a":"b"}'));
    const changed = await write(
      'PUT',
      `${CONFIG_MAPS}/fixed`,
      'application/json',
      immutable('{"a":"b","constructor":"v"}'),
    );
    expect(changed.json().message).toContain('data: Forbidden: field is immutable when `immutable` is set');
  });
});

describe('a key that only the prototype has', () => {
  it('selects nothing', async () => {
    await createPod(server, 'plain');
    await createPod(server, 'labelled', { metadata: { labels: { constructor: 'v' } } });
    const names = async (selector: string) => {
      const answer = await send(server, 'GET', `${PODS}?labelSelector=${encodeURIComponent(selector)}`);
      return (answer.json().items as { metadata: { name: string } }[]).map(({ metadata }) => metadata.name);
    };
    expect(await names('constructor')).toEqual(['labelled']);
    expect(await names('!constructor')).toEqual(['plain']);
    const unknown = await send(server, 'GET', `${PODS}?fieldSelector=constructor%3Dx`);
    expect([unknown.status, unknown.json().message]).toEqual([400, 'field label not supported: constructor']);
  });

  it.each(KEYS)('is no resource: %s', async (key) => {
    const amounts = `{"${key}":"1"}`;
    const container = (resources: string) => `{"name":"main","image":"i","resources":${resources}}`;
    const spec = (resources: string, pod: string) =>
      `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"r"},"spec":{"containers":[${container(resources)}],"resources":${pod}}}`;
    for (const body of [
      spec(`{"limits":${amounts}}`, '{"limits":{"cpu":"1"}}'),
      spec(`{"requests":${amounts}}`, `{"requests":${amounts}}`),
      spec('{}', `{"limits":${amounts}}`),
    ]) {
      const answer = await write('POST', PODS, 'application/json', body);
      expect(answer.status).toBe(422);
      expect(answer.json().message).toContain(`[${key}]: Invalid value: "${key}"`);
    }
  });

  it('names no label whose value a spread could take over', async () => {
    const constraint = {
      maxSkew: 1,
      topologyKey: 'zone',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: {},
      matchLabelKeys: ['constructor'],
    };
    const body = podBody('spread');
    const spec = { containers: [{ name: 'main', image: 'i' }], topologySpreadConstraints: [constraint] };
    const answer = await write('POST', `${PODS}?dryRun=All`, 'application/json', JSON.stringify({ ...body, spec }));
    expect([answer.status, answer.json().spec]).toMatchObject([
      201,
      { topologySpreadConstraints: [{ labelSelector: {} }] },
    ]);
  });
});
