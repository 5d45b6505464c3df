import { once } from 'node:events';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { installAuthentication } from '../../../src/endpoints/filters/authentication.ts';
import { installMaxInFlight } from '../../../src/endpoints/filters/max-in-flight.ts';
import { installRequestInfo } from '../../../src/endpoints/filters/request-info.ts';
import { systemClock } from '../../../src/time/clock.ts';
import { eventually } from '../../support/eventually.ts';

test('a client that left while it was found out who it is takes no seat', async () => {
  const app = fastify();
  const asked: { readonly left: Promise<unknown>; readonly answer: () => void }[] = [];
  installRequestInfo(app);
  installAuthentication(app, {
    authenticate: ({ socket }) =>
      new Promise((resolve) => {
        asked.push({ left: once(socket, 'close'), answer: () => resolve({ user: { username: 'alice' } }) });
      }),
  });
  installMaxInFlight(app, { reading: 0, mutating: 1 }, systemClock());
  app.post('/writes', async () => 'written');
  const url = await app.listen({ port: 0 });
  const leaving = new AbortController();
  const left = fetch(`${url}/writes`, { method: 'POST', signal: leaving.signal }).catch(() => {});
  await eventually(async () => expect(asked).toHaveLength(1));
  leaving.abort();
  await left;
  await asked[0]?.left;
  asked[0]?.answer();
  const other = fetch(`${url}/writes`, { method: 'POST' });
  await eventually(async () => expect(asked).toHaveLength(2));
  asked[1]?.answer();
  expect((await other).status).toBe(200);
  await app.close();
});
