import { afterEach, expect, test } from 'vitest';
import type { PodledgerServer } from '../../../src/index.ts';
import { eventually } from '../../support/eventually.ts';
import { dial, PODS, podBody, send, serve } from '../../support/http.ts';

let server: PodledgerServer;
afterEach(() => server.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const create = (name: string, note = '') =>
  send(server, 'POST', PODS, { headers: JSON_TYPE, body: podBody(name, { metadata: { annotations: { note } } }) });

test('bodies that do not end take no more memory than --max-inflight-body-bytes, and what is beyond it is answered 429', async () => {
  server = await serve({ maxInflightBodyBytes: 100_000 });
  const head = `POST ${PODS} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n`;
  const slow = await Promise.all(Array.from({ length: 4 }, () => dial(server, head + ' '.repeat(40_000))));
  const refused = await Promise.race(slow.map((connection) => connection.until('}')));
  expect(refused).toContain('HTTP/1.1 429 Too Many Requests');
  expect(refused.toLowerCase()).toContain('retry-after: 1');
  expect(refused).toContain('"reason":"TooManyRequests"');
  for (const { socket } of slow) socket.destroy();
  await eventually(async () => expect((await create('p')).status).toBe(201));
});

test('what was answered counts no longer', async () => {
  server = await serve({ maxInflightBodyBytes: 50_000 });
  for (let i = 0; i < 50; i += 1) expect((await create(`p${i}`, 'x'.repeat(20_000))).status).toBe(201);
});
