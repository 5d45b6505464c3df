import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { jsonToYaml } from '../../../src/apimachinery/yaml/json-to-yaml.ts';
import type { PodledgerServer } from '../../../src/index.ts';
import { createPod, dial, PODS, send, serve } from '../../support/http.ts';

const COUNT = 120;
// Text that JSON escapes and YAML writes in a block, so that a list is longer than what is answered at once.
const NOTE = `${'é "quoted" \\ text\n\n  - and: more\n'.repeat(40)}end`;

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve();
  const names = Array.from({ length: COUNT }, (_, number) => `p${String(number).padStart(3, '0')}`);
  await Promise.all(names.map((name) => createPod(server, name, { metadata: { annotations: { note: NOTE } } })));
});
afterAll(() => server.close());

interface List {
  readonly kind: string;
  readonly items: readonly {
    readonly metadata: { readonly name: string; readonly annotations: { readonly note: string } };
  }[];
}

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';
const JSON_ONLY = { headers: { accept: 'application/json' } };

describe('a long list', () => {
  test('comes in chunks and is whole', async () => {
    const answer = await send(server, 'GET', PODS, JSON_ONLY);
    expect([answer.headers['transfer-encoding'], answer.headers['content-length']]).toEqual(['chunked', undefined]);
    const { items } = answer.json<List>();
    expect(items).toHaveLength(COUNT);
    expect(items.at(-1)?.metadata).toMatchObject({ name: 'p119', annotations: { note: NOTE } });
    expect(answer.text.endsWith(']}\n')).toBe(true);
  });

  test('reads the same indented, and as YAML', async () => {
    const plain = await send(server, 'GET', PODS, JSON_ONLY);
    const indented = await send(server, 'GET', `${PODS}?pretty=1`, JSON_ONLY);
    expect(indented.text).toBe(JSON.stringify(plain.json(), null, 2));
    const yaml = await send(server, 'GET', PODS, { headers: { accept: 'application/yaml' } });
    expect(parse(yaml.text)).toEqual(plain.json());
  });

  test('as YAML is what the list as a whole would be', async () => {
    for (const accept of ['application/json', TABLE]) {
      const plain = await send(server, 'GET', `${PODS}?limit=3`, { headers: { accept } });
      const yaml = await send(server, 'GET', `${PODS}?limit=3`, {
        headers: { accept: accept.replace('json', 'yaml') },
      });
      expect(yaml.text).toBe(await jsonToYaml(plain.text));
    }
  });

  test('as a table has a row for each object', async () => {
    const answer = await send(server, 'GET', `${PODS}?includeObject=Object`, { headers: { accept: TABLE } });
    expect(answer.json<{ rows: unknown[] }>().rows).toHaveLength(COUNT);
  });

  test('of large objects is whole for each who reads it at the same time, and in every version', async () => {
    const own = await serve();
    const note = (text: string): object => ({ metadata: { annotations: { note: text.repeat(50_000) } } });
    for (const name of ['a', 'b', 'c']) await createPod(own, name, note('é'));
    const notes = async (): Promise<string[]> =>
      (await send(own, 'GET', PODS, JSON_ONLY))
        .json<List>()
        .items.map(({ metadata }) => `${metadata.name} ${[...new Set(metadata.annotations.note)].join('')}`);
    expect(await Promise.all([notes(), notes()])).toEqual(Array(2).fill(['a é', 'b é', 'c é']));
    const patch = { headers: { 'content-type': 'application/merge-patch+json' }, body: note('à') };
    await send(own, 'PATCH', `${PODS}/b`, patch);
    expect(await notes()).toEqual(['a é', 'b à', 'c é']);
    await own.close();
  });

  test('does not keep the server from answering others while its reader stalls, or from stopping', async () => {
    const own = await serve();
    for (let number = 0; number < 40; number += 1) {
      await createPod(own, `p${number}`, { metadata: { annotations: { note: NOTE.repeat(20) } } });
    }
    const stalled = await new Promise<() => void>((resolve, reject) => {
      const outgoing = request(`${own.url}${PODS}`, { agent: false }, (incoming) => {
        incoming.pause();
        resolve(() => void outgoing.destroy());
      });
      outgoing.on('error', reject).end();
    });
    expect((await send(own, 'GET', `${PODS}/p1`)).status).toBe(200);
    stalled();
    await own.close();
  });

  test('whose reader leaves in the middle is dropped', async () => {
    const connection = await dial(server, `GET ${PODS} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await connection.until('"kind":"PodList"');
    connection.socket.destroy();
    await connection.closed;
    expect((await send(server, 'GET', `${PODS}/p001`)).status).toBe(200);
  });
});

test('an empty list reads the same in every layout', async () => {
  const path = '/api/v1/namespaces/none/pods';
  const plain = await send(server, 'GET', path, JSON_ONLY);
  expect(plain.text).toMatch(/^\{"kind":"PodList",.*"items":\[\]\}\n$/);
  const indented = await send(server, 'GET', `${path}?pretty=true`, JSON_ONLY);
  expect(indented.text).toBe(JSON.stringify(plain.json(), null, 2));
  const yaml = await send(server, 'GET', path, { headers: { accept: 'application/yaml' } });
  expect(parse(yaml.text)).toEqual(plain.json());
});
