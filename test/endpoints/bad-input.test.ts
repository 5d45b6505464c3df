import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PodledgerServer } from '../../src/index.ts';
import { createPod, dial, PODS, putStatus, type RawConnection, send, serve } from '../support/http.ts';

const MAX_BYTES = 3 * 1024 * 1024;

let server: PodledgerServer;
let stored: object;
const faults: unknown[] = [];
const note = (fault: unknown): void => void faults.push(fault);
beforeAll(async () => {
  process.on('unhandledRejection', note).on('warning', note);
  server = await serve();
  stored = await createPod(server, 'p');
});
afterAll(async () => {
  await server.close();
  process.off('unhandledRejection', note).off('warning', note);
  expect(faults).toEqual([]);
});

/** Others are answered, and the pod is as it was. */
async function expectUnharmed(): Promise<void> {
  expect((await send(server, 'GET', `${PODS}/p`)).json()).toEqual(stored);
}

const head = (headers: readonly string[]): string =>
  [
    'PUT /api/v1/namespaces/default/pods/p/status HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/json',
    ...headers,
    '',
    '',
  ].join('\r\n');

describe('a body', () => {
  test.each([
    ['broken', '{"kind":"Pod","metadata":{"name":"p"},"status":{"phase":"Running"', 'unexpected end of JSON input'],
    ['of 10,001 levels', `{"x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'exceeded max depth'],
    ['of unclosed brackets', '['.repeat(MAX_BYTES), 'exceeded max depth'],
    [
      'of a number without end',
      `{"metadata":{"generation":${'1'.repeat(MAX_BYTES - 100)}}}`,
      'cannot unmarshal number 111',
    ],
  ])('%s is answered 400', async (_, body, message) => {
    const answer = await putStatus(server, 'p', body);
    expect(answer.status).toBe(400);
    expect(answer.json().message).toContain(message);
    await expectUnharmed();
  });

  test('of invalid UTF-8 is read with U+FFFD in place of what is wrong', async () => {
    const [before = '', after = ''] = JSON.stringify({ metadata: { name: 'p' }, status: { message: '|' } }).split('|');
    const body = Buffer.concat([Buffer.from(before), Buffer.from([0x61, 0xff, 0xfe, 0x62, 0xc3]), Buffer.from(after)]);
    const answer = await putStatus(server, 'p', body, { query: '?dryRun=All' });
    expect(answer.json()).toMatchObject({ status: { message: 'a\ufffd\ufffdb\ufffd' } });
    expect((await putStatus(server, 'p', Buffer.from([0xff, 0xfe]))).status).toBe(400);
    await expectUnharmed();
  });

  test('of YAML nested without end, or of aliases that multiply, is answered 400', async () => {
    const headers = { 'content-type': 'application/yaml' };
    for (const body of [
      '['.repeat(MAX_BYTES),
      `a: &a ${'x'.repeat(1_000_000)}\nb: [${Array(90).fill('*a')}]`,
      'a: [',
      '\0',
    ]) {
      expect((await putStatus(server, 'p', body, { headers })).status).toBe(400);
    }
    await expectUnharmed();
  });

  test.each([100, 3_000, 9_990])('of a merge patch of %i levels is answered 200 or 400', async (levels) => {
    const headers = { 'content-type': 'application/merge-patch+json' };
    const body = `{"x":${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}}`;
    expect([200, 400]).toContain((await send(server, 'PATCH', `${PODS}/p`, { headers, body })).status);
    await expectUnharmed();
  });

  test('of 3 MiB is read', async () => {
    const body = JSON.stringify({ metadata: { name: 'p' }, status: { phase: 'x' } });
    const answer = await putStatus(server, 'p', body.padEnd(MAX_BYTES), { query: '?dryRun=All' });
    expect(answer.status).toBe(200);
  });

  test.each([
    ['one byte more, announced', MAX_BYTES + 1, true],
    ['one byte more, in chunks', MAX_BYTES + 1, false],
    ['100 MB, announced', 100_000_000, true],
    ['100 MB, in chunks', 100_000_000, false],
  ])('of %s is answered 413 RequestEntityTooLarge', async (_, bytes, announced) => {
    const connection = await dial(
      server,
      head([announced ? `Content-Length: ${bytes}` : 'Transfer-Encoding: chunked']),
    );
    await sendBytes(connection, bytes, announced);
    const answer = await connection.until('}\n');
    connection.socket.destroy();
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"reason":"RequestEntityTooLarge"');
    await expectUnharmed();
  });

  test('that is cut off in the middle changes nothing', async () => {
    const body = JSON.stringify({ metadata: { name: 'p' }, status: { phase: 'Running' } });
    for (const framing of [
      [`Content-Length: ${body.length}`, body.slice(0, -2)],
      ['Transfer-Encoding: chunked', `${(body.length - 2).toString(16)}\r\n${body.slice(0, -2)}\r\n`],
    ]) {
      const { socket, closed } = await dial(server, head([framing[0] ?? '']) + framing[1]);
      socket.end();
      socket.destroySoon();
      await closed;
    }
    await expectUnharmed();
  });

  test('in chunks that are none is answered 400, once', async () => {
    const { closed } = await dial(server, `${head(['Transfer-Encoding: chunked'])}zz\r\n{}`);
    const answer = await closed;
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"reason":"BadRequest"');
    await expectUnharmed();
  });

  test('that does not arrive in time is answered 504 Timeout, and its connection closed', async () => {
    const hasty = await serve({ requestTimeoutMs: 20 });
    try {
      await createPod(hasty, 'p');
      const { closed } = await dial(hasty, `${head(['Content-Length: 100'])}{"metadata":`);
      const answer = await closed;
      expect(answer).toMatch(/^HTTP\/1\.1 504 /);
      expect(answer).toContain(
        '"message":"Timeout: request did not complete within the allotted timeout","reason":"Timeout"',
      );
      expect((await send(hasty, 'GET', `${PODS}/p`)).status).toBe(200);
    } finally {
      await hasty.close();
    }
  });
});

/** Writes zeros until all are written or the server has answered or gone. */
async function sendBytes(connection: RawConnection, bytes: number, announced: boolean): Promise<void> {
  const { socket } = connection;
  const piece = Buffer.alloc(256 * 1024, '0');
  for (let sent = 0; sent < bytes && connection.received() === '' && socket.writable; sent += piece.length) {
    const data = piece.subarray(0, Math.min(piece.length, bytes - sent));
    if (!announced) socket.write(`${data.length.toString(16)}\r\n`);
    socket.write(data);
    if (!announced) socket.write('\r\n');
    // Gives the answer a chance to come in.
    await delay(0);
  }
}

describe('what is no HTTP request', () => {
  test.each([
    ['one header of 20 KB', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    [
      '3,000 headers',
      `GET / HTTP/1.1\r\nHost: localhost\r\n${Array.from({ length: 3_000 }, (_, i) => `X-${i}: a\r\n`).join('')}\r\n`,
      431,
    ],
    ['a URL of 20 KB', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 431],
    ['another protocol', 'hello\r\n\r\n', 400],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['two lengths', `${head(['Content-Length: 5', 'Transfer-Encoding: chunked'])}0\r\n\r\n`, 400],
    ['a length that is none', head(['Content-Length: abc']), 400],
  ])('%s is answered with a Status, and the connection closed', async (_, text, status) => {
    const { closed } = await dial(server, text);
    const answer = await closed;
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain(`"code":${status}}`);
    await expectUnharmed();
  });
});

describe('many connections', () => {
  test('1,000 that are idle leave the server answering others', async () => {
    const idle: RawConnection[] = [];
    while (idle.length < 1_000) idle.push(...(await Promise.all(Array.from({ length: 100 }, () => dial(server)))));
    await expectUnharmed();
    for (const { socket } of idle) socket.destroy();
    await Promise.all(idle.map(({ closed }) => closed));
  });

  test('300 slow writers leave it answering others', async () => {
    const slow = await Promise.all(
      Array.from({ length: 300 }, () => dial(server, `${head(['Content-Length: 100'])}{`)),
    );
    await expectUnharmed();
    for (const { socket } of slow) socket.destroy();
    await Promise.all(slow.map(({ closed }) => closed));
    await expectUnharmed();
  });
});
