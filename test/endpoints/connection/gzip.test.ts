import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PodledgerServer } from '../../../src/index.ts';
import { createPod, type HttpAnswer, PODS, send, serve } from '../../support/http.ts';

const THRESHOLD = 128 * 1024;

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve();
  await createPod(server, 'small');
  for (let number = 0; number < 5; number += 1) {
    await createPod(server, `large${number}`, { metadata: { annotations: { note: 'é'.repeat(50_000) } } });
  }
});
afterAll(() => server.close());

const get = (path: string, headers: Record<string, string> = {}): Promise<HttpAnswer> =>
  send(server, 'GET', path, { headers });

describe('an answer of more than 128 KiB', () => {
  test.each(['gzip', 'deflate, gzip', ' gzip ,br'])('is compressed where %j is accepted', async (coding) => {
    for (const accept of ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf']) {
      const plain = await get(PODS, { accept });
      expect(plain.bytes.length).toBeGreaterThan(THRESHOLD);
      expect([plain.headers['content-encoding'], plain.headers.vary]).toEqual([undefined, undefined]);
      const compressed = await get(PODS, { accept, 'accept-encoding': coding });
      expect([compressed.headers['content-encoding'], compressed.headers.vary]).toEqual(['gzip', 'Accept-Encoding']);
      expect(compressed.headers['content-type']).toBe(accept);
      expect(gunzipSync(compressed.bytes).equals(plain.bytes)).toBe(true);
      expect(compressed.bytes.length).toBeLessThan(plain.bytes.length / 5);
    }
  });

  test.each(['', 'br', 'gzip;q=1', 'GZIP', '*'])('is not where %j is', async (coding) => {
    const answer = await get(PODS, { 'accept-encoding': coding });
    expect(answer.headers['content-encoding']).toBeUndefined();
  });

  test('may be one object, and carry a warning', async () => {
    const body = {
      metadata: { name: 'huge', annotations: { note: 'é'.repeat(70_000) } },
      spec: { containers: [{ name: 'c', image: 'i' }], unknown: 1 },
    };
    const headers = { 'accept-encoding': 'gzip', 'content-type': 'application/json' };
    const answer = await send(server, 'POST', `${PODS}?dryRun=All`, { headers, body });
    expect([answer.status, answer.headers['content-encoding']]).toEqual([201, 'gzip']);
    expect(answer.warnings).toHaveLength(1);
    expect(JSON.parse(gunzipSync(answer.bytes).toString())).toMatchObject({ metadata: { name: 'huge' } });
  });
});

test('an answer of up to 128 KiB is not compressed', async () => {
  for (const path of [
    `${PODS}/large1`,
    `${PODS}/small`,
    `${PODS}?limit=1`,
    '/api/v1',
    '/api/v1/namespaces/none/pods',
  ]) {
    const answer = await get(path, { 'accept-encoding': 'gzip' });
    expect([answer.status, answer.headers['content-encoding']]).toEqual([200, undefined]);
    expect(answer.bytes.length).toBeLessThanOrEqual(THRESHOLD);
    expect(answer.json()).toBeTypeOf('object');
  }
});

test('the second version of the OpenAPI document is compressed whatever its length, once for all', async () => {
  const path = '/openapi/v2';
  const plain = await get(path);
  expect(plain.headers.vary).toBe('Accept-Encoding, Accept');
  for (let time = 0; time < 2; time += 1) {
    const compressed = await get(path, { 'accept-encoding': 'gzip' });
    expect([compressed.headers['content-encoding'], compressed.headers.etag]).toEqual(['gzip', plain.headers.etag]);
    expect(gunzipSync(compressed.bytes).equals(plain.bytes)).toBe(true);
  }
  const etag = plain.headers.etag as string;
  expect((await get(path, { 'accept-encoding': 'gzip', 'if-none-match': etag })).status).toBe(304);
});
