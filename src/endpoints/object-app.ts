import fastify, { type FastifyBaseLogger, type InjectOptions, LogController } from 'fastify';
import { jsonToYaml } from '../apimachinery/yaml/json-to-yaml.ts';
import type { ApiObject } from '../registry/object-codec.ts';
import { basicOptions, installBasics } from './app-basics.ts';
import type { Deadlines } from './deadlines.ts';
import type { Endpoint } from './endpoint.ts';
import { BodyBudget } from './filters/body-budget.ts';
import { type HandedAnswer, type HandedRequest, YAML_URL } from './filters/heavy-requests.ts';
import { installObjects } from './install.ts';
import { declareServedPaths } from './refuse-others.ts';

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
  // What is in memory of bodies was counted when they came.
  installBasics(app, deadlines, new BodyBudget(0));
  declareServedPaths(app);
  for (const endpoint of endpoints) installObjects(app, endpoint);
  return async ({ method, url, headers, body }: HandedRequest): Promise<HandedAnswer> => {
    if (url === YAML_URL) {
      const yaml = await jsonToYaml(Buffer.from(body).toString());
      return { status: 200, headers: {}, body: Buffer.from(yaml) };
    }
    const answer = await app.inject({
      method: method as InjectOptions['method'] & string,
      url,
      headers: headers as InjectOptions['headers'] & object,
      ...(body.length > 0 && { payload: Buffer.from(body) }),
    });
    return { status: answer.statusCode, headers: answer.headers, body: answer.rawPayload };
  };
}
