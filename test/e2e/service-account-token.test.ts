import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PodledgerServer, startServer } from '../../src/index.ts';

let server: PodledgerServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

async function post(path: string, body: object): Promise<unknown> {
  const answer = await fetch(`${server.url}/api/v1/namespaces/default/serviceaccounts${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.json();
}

test('a request for a token of a service account is answered 501, and 404 where there is no such account', async () => {
  await post('', { metadata: { name: 'robot' } });
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { audiences: ['a'] } };
  expect(await post('/robot/token', request)).toMatchObject({
    kind: 'Status',
    code: 501,
    reason: 'NotImplemented',
    message: 'this server issues no tokens of service accounts: it has no key to sign them with',
  });
  expect(await post('/none/token', request)).toMatchObject({ code: 404, message: 'serviceaccounts "none" not found' });
});
