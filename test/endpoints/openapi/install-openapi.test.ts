import { beforeAll, describe, expect, it } from 'vitest';
import { installOpenapi } from '../../../src/endpoints/openapi/install-openapi.ts';
import { systemClock } from '../../../src/time/clock.ts';
import { Turns } from '../../../src/time/turns.ts';
import { appWithErrors, namespaces, pods } from '../served-resources.ts';

const app = appWithErrors();
installOpenapi(
  app,
  [pods, namespaces],
  { version: '0.1.0', gitVersion: 'v1.36.3+podledger-0.1.0' },
  new Turns(systemClock()),
);

function get(url: string, headers: Record<string, string> = {}) {
  return app.inject({ url, headers });
}

describe('GET /openapi/v3', () => {
  let url: string;
  beforeAll(async () => {
    url = (await get('/openapi/v3')).json().paths['api/v1'].serverRelativeURL;
  });

  it('lists the documents with their hashes', async () => {
    const { paths } = (await get('/openapi/v3')).json();
    expect(Object.keys(paths)).toEqual(['api', 'api/v1', 'apis', 'version']);
    expect(url).toMatch(/^\/openapi\/v3\/api\/v1\?hash=[0-9A-F]{128}$/);
  });

  it('answers a document as JSON, to be kept for a year where its hash was given', async () => {
    const document = await get(url);
    expect(document.json()).toMatchObject({ openapi: '3.0.0', info: { version: 'v1.36.3+podledger-0.1.0' } });
    expect(document.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'public, immutable',
      vary: 'Accept',
      etag: `"${url.split('=')[1]}"`,
      expires: expect.stringMatching(/ GMT$/),
    });
    expect((await get('/openapi/v3/api/v1')).headers).not.toHaveProperty('expires');
  });

  it('answers the same document however often it is asked for', async () => {
    expect((await get(url)).body).toBe((await get('/openapi/v3/api/v1/')).body);
  });

  it('sends a client with an old hash to the new one', async () => {
    const moved = await get('/openapi/v3/api/v1?hash=AB');
    expect([moved.statusCode, moved.headers.location]).toEqual([301, url]);
  });

  it.each(['"X", ', 'W/', ''])('answers 304 Not Modified to If-None-Match: %s"..."', async (before) => {
    const tag = `"${url.split('=')[1]}"`;
    const answer = await get(url, { 'if-none-match': before + tag });
    expect([answer.statusCode, answer.body]).toEqual([304, '']);
    expect((await get(url, { 'if-none-match': '"X"' })).statusCode).toBe(200);
  });

  it('answers 406 to a client that takes only protobuf, and JSON to one that takes it too', async () => {
    const protobuf = 'application/com.github.proto-openapi.spec.v3.v1.0+protobuf';
    expect((await get(url, { accept: protobuf })).json()).toMatchObject({ kind: 'Status', code: 406 });
    for (const accept of [`${protobuf},application/json`, '*/*', 'application/*;q=0.5']) {
      expect((await get(url, { accept })).statusCode).toBe(200);
    }
  });

  it('answers HEAD with the headers alone', async () => {
    const answer = await app.inject({ method: 'HEAD', url });
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
    expect(answer.headers.etag).toBe((await get(url)).headers.etag);
  });

  it('answers 404 for a group version that is not served', async () => {
    expect((await get('/openapi/v3/apis/apps/v1')).statusCode).toBe(404);
  });
});

describe('GET /openapi.yaml', () => {
  it('answers YAML, and 304 Not Modified to a client that has it', async () => {
    const { headers, body } = await get('/openapi.yaml');
    expect(headers['content-type']).toBe('application/yaml');
    expect(body).toMatch(/^openapi: 3\.0\.3\ninfo:\n {2}title: Podledger\n {2}version: 0\.1\.0\n/);
    expect((await get('/openapi.yaml', { 'if-none-match': String(headers.etag) })).statusCode).toBe(304);
  });
});
