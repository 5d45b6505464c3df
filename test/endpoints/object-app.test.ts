import { expect, test } from 'vitest';
import type { AdmissionPlugin } from '../../src/admission/admission.ts';
import { AdmissionChain } from '../../src/admission/admission-chain.ts';
import { deadlines } from '../../src/endpoints/connection/deadlines.ts';
import type { HandedRequest } from '../../src/endpoints/filters/heavy-lane.ts';
import { buildObjectApp } from '../../src/endpoints/object-app.ts';
import { createLogger } from '../../src/process/log.ts';
import { resourceOf } from '../support/registry.ts';
import { widgets } from '../support/widget.ts';

/** What answers handed requests for widgets, and who was seen to write which of them. */
function opened() {
  const writers: Record<string, string | undefined> = {};
  const spy: AdmissionPlugin = {
    name: 'Spy',
    concerns: () => true,
    // Others are asked meanwhile.
    async validate({ name, user, info }) {
      writers[`${info?.verb} ${name}`] = user.username;
    },
  };
  const resource = resourceOf(widgets, { admission: new AdmissionChain([spy]) });
  const limits = deadlines(60_000);
  const answer = buildObjectApp({
    endpoints: [{ resource, deadlines: limits, selfLink: false, maxWatches: 0 }],
    deadlines: limits,
    logger: createLogger('silent'),
  });
  return { answer, writers, [Symbol.dispose]: () => limits.stop() };
}

const creation = (name: string, user: HandedRequest['user']): HandedRequest => ({
  method: 'POST',
  url: '/apis/example.com/v1/namespaces/default/widgets',
  headers: { 'content-type': 'application/json', 'audit-id': 'a' },
  body: Buffer.from(JSON.stringify({ metadata: { name } })),
  user,
});

test('a request that was handed on is answered as that of the user who sent it, beside those of others', async () => {
  using app = opened();
  const users = ['alice', 'bob', 'carol'];
  const answers = await Promise.all(users.map((username) => app.answer(creation(`of-${username}`, { username }))));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(app.writers).toEqual({ 'create of-alice': 'alice', 'create of-bob': 'bob', 'create of-carol': 'carol' });
});

test('a request that was handed on without a user is 401', async () => {
  using app = opened();
  expect((await app.answer(creation('of-nobody', undefined))).status).toBe(401);
  expect(app.writers).toEqual({});
});
