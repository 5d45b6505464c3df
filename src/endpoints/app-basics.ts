import { type IncomingMessage, maxHeaderSize } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deadlines } from './connection/deadlines.ts';
import { readBody } from './connection/read-body.ts';
import { DECODING_DECORATOR } from './decoding/body-decoding.ts';
import { RequestDocument } from './decoding/request-document.ts';
import type { BodyBudget } from './filters/body-budget.ts';
import { parseQuery } from './options/parse-query.ts';
import { errorHandler } from './respond/error-handler.ts';

// Names are refused by validation with the message that a Kubernetes user knows, not by the router: no path is longer than this.
const MAX_PARAMETER_LENGTH = maxHeaderSize;

// Each route with a schema brings the compiler of it, and answers are text already. Fastify would load its own, Ajv among them,
// which takes longer than everything else it does to start.
const NO_COMPILERS = {
  buildValidator: () => () => {
    throw new Error('a route with a schema has to bring its validatorCompiler');
  },
  buildSerializer: () => () => {
    throw new Error('answers are not serialised by Fastify');
  },
};

/** The options of every app that answers requests for objects. `randomUUID` names those that come without a name. */
export function basicOptions(logger: FastifyBaseLogger, randomUUID: () => string) {
  return {
    loggerInstance: logger,
    exposeHeadRoutes: false,
    schemaController: { compilersFactory: NO_COMPILERS },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: MAX_PARAMETER_LENGTH, querystringParser: parseQuery },
    genReqId: ({ headers }: Pick<IncomingMessage, 'headers'>) => auditId(headers) ?? randomUUID(),
  };
}

/** What an app does for every request. */
export interface Basics {
  readonly deadlines: Deadlines;
  readonly bodies: BodyBudget;
}

/** Installs what every such app does: bodies that are kept as they came, the headers of all answers, and errors. */
export function installBasics(app: FastifyInstance, { deadlines, bodies }: Basics): void {
  app.decorateRequest(DECODING_DECORATOR);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_, message, done) => {
    readBody(message, deadlines.current(), bodies.of(message), (error, bytes) =>
      error === null ? done(null, new RequestDocument(bytes, message.headers['content-type'])) : done(error),
    );
  });
  app.addHook('onRequest', (request, reply, done) => {
    setCommonHeaders(request, reply);
    // An empty Content-Type says as little as none.
    if (request.headers['content-type'] === '') delete request.raw.headers['content-type'];
    done();
  });
  app.setErrorHandler(errorHandler);
}

/** Sets the headers that all answers have. */
export function setCommonHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({ 'audit-id': request.id, 'cache-control': 'no-cache, private' });
}

// A proxy before the server may have named the request already.
function auditId(headers: IncomingMessage['headers']): string | undefined {
  const named = headers['audit-id'];
  return typeof named === 'string' && PRINTABLE.test(named) ? named : undefined;
}

const PRINTABLE = /^[ -~]+$/;
