import { expect, test } from 'vitest';
import { openApp } from '../../support/app.ts';

test.each(['Impersonate-User', 'impersonate-group', 'IMPERSONATE-UID', 'Impersonate-Extra-scopes'])(
  'a request with %s is refused rather than answered by the rights of who sent it',
  async (header) => {
    await using app = await openApp();
    const answer = await app.send('GET', '/api/v1/namespaces', undefined, { [header]: 'nobody' });
    expect(answer.status).toBe(501);
    expect(answer.json()).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      message: 'impersonation is not supported by this version of podledger',
    });
  },
);

test('a request of nobody that is known is 401, whomever it speaks for', async () => {
  await using app = await openApp({ access: { authenticator: { authenticate: () => undefined } } });
  expect((await app.send('GET', '/api', undefined, { 'Impersonate-User': 'nobody' })).status).toBe(401);
});
