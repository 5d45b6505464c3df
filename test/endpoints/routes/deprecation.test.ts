import { afterAll, beforeAll, expect, it } from 'vitest';
import { type PodledgerServer, startServer } from '../../../src/index.ts';

const ENDPOINTS = '/api/v1/namespaces/default/endpoints';
const DEPRECATED = '299 - "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"';

let server: PodledgerServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

it.each([
  ['GET', '/api/v1/endpoints', 200],
  ['GET', '/api/v1/watch/endpoints?timeoutSeconds=0', 200],
  ['GET', `${ENDPOINTS}/none`, 404],
  ['PUT', `${ENDPOINTS}/none`, 400],
  ['DELETE', `${ENDPOINTS}/none`, 404],
])('%s %s of a kind that is deprecated is answered %i with a warning', async (method, path, code) => {
  const answer = await fetch(server.url + path, { method });
  await answer.body?.cancel();
  expect([answer.status, answer.headers.get('warning')]).toEqual([code, DEPRECATED]);
});

it('warns of the kind before it warns of what was sent, also where that takes long to read', async () => {
  // An anchor may stand for much, so that this is read in the thread of long requests.
  const text = 'metadata: {name: a}\nsubsets: [{addresses: &x [{ip: "2001:DB8::1"}]}]\n';
  const answer = await fetch(`${server.url}${ENDPOINTS}`, {
    method: 'POST',
    headers: { 'content-type': 'application/yaml' },
    body: text,
  });
  expect(answer.status).toBe(201);
  expect(answer.headers.get('warning')).toBe(
    `${DEPRECATED}, 299 - "subsets[0].addresses[0].ip: IPv6 address \\"2001:DB8::1\\" should be in RFC 5952 canonical format (\\"2001:db8::1\\")"`,
  );
});

it('says nothing of other kinds', async () => {
  const answer = await fetch(`${server.url}/api/v1/pods`);
  expect(answer.headers.has('warning')).toBe(false);
});
