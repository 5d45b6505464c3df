import { AsyncLocalStorage } from 'node:async_hooks';
import fastify, { type FastifyBaseLogger, type InjectOptions, LogController } from 'fastify';
import type { ApiObject } from '../apimachinery/api-object.ts';
import type { Identity } from '../auth/authentication/authenticator.ts';
import { basicOptions, installBasics } from './app-basics.ts';
import type { Deadlines } from './connection/deadlines.ts';
import type { Endpoint } from './endpoint.ts';
import { installAuthentication } from './filters/authentication.ts';
import { BodyBudget } from './filters/body-budget.ts';
import type { HandedAnswer, HandedRequest } from './filters/heavy-lane.ts';
import { heavyTexts } from './filters/heavy-texts.ts';
import { installRequestInfo } from './filters/request-info.ts';
import { installObjects } from './routes/install.ts';
import { declareServedPaths } from './routes/refuse-others.ts';

/** What answers requests that were handed on. */
export interface ObjectAppOptions {
  readonly endpoints: readonly Endpoint<ApiObject>[];
  readonly deadlines: Deadlines;
  readonly logger: FastifyBaseLogger;
}

/** Makes what answers requests that were handed on, as the app that they came to would. */
export function buildObjectApp({ endpoints, deadlines, logger }: ObjectAppOptions) {
  const app = fastify({
    // A request that was handed on has its name.
    ...basicOptions(logger, () => ''),
    logController: new LogController({ disableRequestLogging: true }),
  });
  // What is in memory of bodies was counted when they came, and what was handed on has passed all other filters.
  installBasics(app, { deadlines, bodies: new BodyBudget(0) });
  installRequestInfo(app);
  const identities = new AsyncLocalStorage<Identity | undefined>();
  installAuthentication(app, { authenticate: () => identities.getStore() });
  declareServedPaths(app);
  for (const endpoint of endpoints) installObjects(app, endpoint);
  const textOf = heavyTexts(endpoints.map(({ resource }) => resource.definition));
  return async (request: HandedRequest): Promise<HandedAnswer> => {
    const text = textOf(request);
    if (text !== undefined) return { status: 200, headers: {}, body: await text };
    const { method, url, headers, body, user } = request;
    await app.ready();
    // It is put in when it is waited for, which has to happen here.
    const answer = await identities.run(
      user && { user },
      async () =>
        await app.inject({
          method: method as InjectOptions['method'] & string,
          url,
          headers: headers as InjectOptions['headers'] & object,
          ...(body.length > 0 && { payload: Buffer.from(body.buffer, body.byteOffset, body.byteLength) }),
        }),
    );
    return { status: answer.statusCode, headers: answer.headers, body: answer.rawPayload };
  };
}
