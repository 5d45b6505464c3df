import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { PodledgerServer } from '../../src/index.ts';
import { createPod, PODS, podBody, putStatus, send, serve } from '../support/http.ts';

let server: PodledgerServer;
beforeAll(async () => {
  server = await serve();
  await createPod(server, 'p');
});
afterAll(() => server.close());

const invalid = (kind: string, field: string, message: string) => ({
  reason: 'Invalid',
  message: `${kind}.meta.k8s.io "" is invalid: ${field}: ${message}`,
  details: { group: 'meta.k8s.io', kind, causes: [expect.objectContaining({ field, message })] },
  code: 422,
});

describe('options of a write', () => {
  test.each([
    [
      '?fieldValidation=Sometimes',
      'fieldValidation',
      'Unsupported value: "Sometimes": supported values: "", "Ignore", "Strict", "Warn"',
    ],
    ['?dryRun=Some', 'dryRun', 'Unsupported value: ["Some"]: supported values: "All"'],
    ['?dryRun=All&dryRun=', 'dryRun', 'Unsupported value: ["All",""]: supported values: "All"'],
    [`?fieldManager=${'a'.repeat(129)}`, 'fieldManager', 'Too long: may not be more than 128 bytes'],
    ['?fieldManager=a%0Ab', 'fieldManager', 'Invalid value: "a\\nb": invalid character U+000A (at position 1)'],
  ])('%s is a 422 that names it', async (query, field, message) => {
    const body = { metadata: { name: 'p' } };
    expect((await putStatus(server, 'p', body, { query })).json()).toMatchObject(
      invalid('UpdateOptions', field, message),
    );
    const created = await send(server, 'POST', `${PODS}${query}`, { body: podBody('never') });
    expect(created.json()).toMatchObject(invalid('CreateOptions', field, message));
    const headers = { 'content-type': 'application/merge-patch+json' };
    const patched = await send(server, 'PATCH', `${PODS}/p${query}`, { headers, body: '{}' });
    expect(patched.json()).toMatchObject(invalid('PatchOptions', field, message));
  });

  test('outrank a broken body and a body of an unknown type', async () => {
    const query = '?fieldValidation=Sometimes';
    expect((await putStatus(server, 'p', '{"kind":', { query })).status).toBe(422);
    expect((await putStatus(server, 'p', 'x', { query, headers: { 'content-type': 'text/plain' } })).status).toBe(422);
    expect((await putStatus(server, 'p', '{"kind":')).status).toBe(400);
  });

  test('do not outrank a body of an unknown type where something is created', async () => {
    const path = `${PODS}?dryRun=Some`;
    const sent = (type: string) =>
      send(server, 'POST', path, { headers: { 'content-type': type }, body: podBody('never') });
    expect((await sent('text/plain')).status).toBe(415);
    expect((await sent('application/json')).status).toBe(422);
  });

  test('several that are wrong are named together', async () => {
    const answer = await putStatus(server, 'p', {}, { query: '?fieldValidation=x&dryRun=y' });
    expect((answer.json().details as { causes: unknown[] }).causes).toHaveLength(2);
    expect(answer.json().message).toMatch(/is invalid: \[dryRun: .*, fieldValidation: .*\]$/);
  });
});

describe('Warning headers', () => {
  const put = (members: string, query = '') =>
    putStatus(server, 'p', `{"metadata":{"name":"p"},"status":{${members}}}`, { query });

  test('tell of each unknown and each repeated field once, in order', async () => {
    const answer = await put('"phase":"Running","b":1,"a":2,"b":3,"phase":"Failed","phase":"Running"');
    expect(answer.status).toBe(200);
    expect(answer.warnings).toEqual([
      '299 - "unknown field \\"status.b\\""',
      '299 - "unknown field \\"status.a\\""',
      '299 - "duplicate field \\"status.phase\\""',
    ]);
  });

  test('are as many bytes of UTF-8 as the text has, which quotes names as Go does', async () => {
    const { warnings } = await put('"größe\\\\ \\n€\u{1f600}":1');
    const bytes = warnings.map((warning) => Buffer.from(warning, 'latin1').toString());
    expect(bytes).toEqual(['299 - "unknown field \\"status.größe\\\\\\\\ \\\\n€\u{1f600}\\""']);
  });

  test('are cut where they are too long together, and the last are left out', async () => {
    const long = Array.from({ length: 60 }, (_, i) => `"${i}${'x'.repeat(500)}":1`).join();
    const { warnings } = await put(long);
    expect(warnings).toHaveLength(16);
    for (const warning of warnings) expect(warning.length).toBeLessThan(300);
    expect(warnings.join('').length).toBeLessThan(5_000);
    expect((await put(`"${'x'.repeat(3_000)}":1`)).warnings[0]).toContain('x'.repeat(3_000));
  });

  test('say nothing under Ignore, and are an error under Strict', async () => {
    expect((await put('"a":1', '?fieldValidation=Ignore')).warnings).toEqual([]);
    const strict = await put('"a":1,"phase":"x","phase":"y"', '?fieldValidation=Strict');
    expect(strict.status).toBe(400);
    expect(strict.json().message).toBe(
      'Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "status.a", duplicate field "status.phase"',
    );
  });

  test('come with creates and patches as well', async () => {
    const created = await send(server, 'POST', PODS, { body: { ...podBody('w'), colour: 'red' } });
    expect(created.warnings).toEqual(['299 - "unknown field \\"colour\\""']);
    const headers = { 'content-type': 'application/merge-patch+json' };
    const patched = await send(server, 'PATCH', `${PODS}/w`, { headers, body: { metadata: { colour: 'red' } } });
    expect(patched.warnings).toEqual(['299 - "unknown field \\"metadata.colour\\""']);
  });
});

describe('options of a deletion', () => {
  const remove = (query: string, body?: unknown) =>
    send(server, 'DELETE', `${PODS}/p${query}`, { headers: { 'content-type': 'application/json' }, body });

  test.each([
    ['?propagationPolicy=Never', undefined, 422],
    ['?dryRun=Some', undefined, 422],
    ['?gracePeriodSeconds=soon', undefined, 400],
    ['', { propagationPolicy: 'Never' }, 422],
    ['', { propagationPolicy: 'Background', orphanDependents: true }, 422],
    ['', { dryRun: ['Some'] }, 422],
    ['', { kind: 'Pod', apiVersion: 'v1' }, 400],
    ['', '{"kind":', 400],
    ['', { gracePeriodSeconds: 'soon' }, 400],
  ])('%s %j is answered %i', async (query, body, status) => {
    const answer = await remove(query, body);
    expect(answer.json()).toMatchObject({ kind: 'Status', code: status });
    expect((await send(server, 'GET', `${PODS}/p`)).status).toBe(200);
  });

  test('of the body count where there is one', async () => {
    expect(
      (await remove('?propagationPolicy=Never', { dryRun: ['All'], propagationPolicy: 'Foreground' })).status,
    ).toBe(200);
    expect((await remove('?dryRun=All&gracePeriodSeconds=0&orphanDependents=false')).status).toBe(200);
    expect((await send(server, 'GET', `${PODS}/p`)).status).toBe(200);
  });
});

describe('the version of a read', () => {
  test('that is not reached within three seconds is answered 504 with the advice to try again', async () => {
    for (const path of [
      `${PODS}/p?resourceVersion=999`,
      `${PODS}?resourceVersion=999`,
      `${PODS}?resourceVersion=999&resourceVersionMatch=Exact`,
    ]) {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const answer = await inTime(send(server, 'GET', path));
      vi.useRealTimers();
      expect(answer.status).toBe(504);
      expect(answer.headers['retry-after']).toBe('1');
      expect(answer.json()).toMatchObject({
        reason: 'Timeout',
        message: expect.stringMatching(/^Timeout: Too large resource version: 999, current: \d+$/),
        details: {
          causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
          retryAfterSeconds: 1,
        },
      });
    }
  });

  test('that is not reached is named as it was, and without advice where objects are not cached', async () => {
    for (const path of ['pods/p', 'pods', 'events', 'events/e']) {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const url = `/api/v1/namespaces/default/${path}?resourceVersion=018446744073709551615`;
      const answer = await inTime(send(server, 'GET', url));
      vi.useRealTimers();
      expect(answer.json().message).toMatch(
        /^Timeout: Too large resource version: 18446744073709551615, current: \d+$/,
      );
      expect(answer.headers['retry-after']).toBe(path.startsWith('pods') ? '1' : undefined);
    }
  });

  test('that is no number is 400 for an object that is not cached', async () => {
    const answer = await send(server, 'GET', '/api/v1/namespaces/default/events/e?resourceVersion=abc');
    expect(answer.json()).toMatchObject({
      message:
        'invalid resource version: resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
      code: 400,
    });
  });

  test('that is no number is 500 for an object and 400 for a list', async () => {
    const object = await send(server, 'GET', `${PODS}/p?resourceVersion=abc`);
    expect(object.json()).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
      code: 500,
    });
    expect((await send(server, 'GET', `${PODS}?resourceVersion=abc`)).json()).toMatchObject({
      reason: 'BadRequest',
      code: 400,
    });
  });

  test.each([
    ['?resourceVersionMatch=Exact', 'resourceVersionMatch is forbidden unless resourceVersion is provided'],
    [
      '?resourceVersion=0&resourceVersionMatch=Exact',
      'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
    ],
    ['?resourceVersion=1&resourceVersionMatch=Never', 'supported values: "Exact", "NotOlderThan", ""'],
  ])('%s is a 422', async (query, message) => {
    const answer = await send(server, 'GET', `${PODS}${query}`);
    expect(answer.status).toBe(422);
    expect(answer.json().message).toContain(message);
  });

  test.each([
    '?resourceVersion=0',
    '?resourceVersion=1',
    '?resourceVersion=1&resourceVersionMatch=NotOlderThan',
    '?limit=1',
    '',
  ])('%j lists what is there now', async (query) => {
    const answer = await send(server, 'GET', `${PODS}${query}`);
    expect(answer.status).toBe(200);
    expect((answer.json().items as { metadata: { name: string } }[])[0]?.metadata.name).toBe('p');
  });

  test('of a page that was never answered is refused', async () => {
    expect((await send(server, 'GET', `${PODS}?continue=x`)).status).toBe(400);
  });
});

/** Lets time pass until a promise is settled. */
async function inTime<T>(pending: Promise<T>): Promise<T> {
  let isSettled = false;
  const settle = (): void => {
    isSettled = true;
  };
  pending.then(settle, settle);
  while (!isSettled) {
    vi.advanceTimersByTime(100);
    await new Promise<void>((resolve) => void setImmediate(resolve));
  }
  return pending;
}
