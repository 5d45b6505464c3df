import { type IncomingMessage, maxHeaderSize } from 'node:http';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Info } from '../../schemas/version/info.ts';
import type { ActionResource } from '../registry/action.ts';
import type { ApiObject } from '../registry/object-codec.ts';
import { DECODING_DECORATOR } from './body-decoding.ts';
import { answerClientError } from './client-error.ts';
import type { Deadlines } from './deadlines.ts';
import { installDiscovery } from './discovery/install-discovery.ts';
import type { Endpoint } from './endpoint.ts';
import { errorHandler, notFoundHandler } from './error-handler.ts';
import type { ActionServices } from './handlers/action.ts';
import { type HealthPaths, healthPaths, installHealth } from './health.ts';
import { installResource } from './install.ts';
import { installActionResource } from './install-action.ts';
import { installOpenapi } from './openapi/install-openapi.ts';
import { parseQuery } from './options/parse-query.ts';
import { timeoutProblem } from './options/request-timeout.ts';
import { readBody } from './read-body.ts';
import { declareServedPaths } from './refuse-others.ts';
import { RequestDocument } from './request-document.ts';
import { pathProblem, routedUrl } from './request-path.ts';
import { installRootPaths } from './root-paths.ts';
import type { ServedResource } from './served-resource.ts';
import { installUpgrades, isUpgrade } from './upgrade.ts';

/** What the HTTP side of a server is made of. */
export interface AppOptions {
  readonly endpoints: readonly Endpoint<ApiObject>[];
  /** The resources of which nothing is stored. */
  readonly actions: readonly ActionResource[];
  readonly actionServices: ActionServices;
  readonly deadlines: Deadlines;
  readonly health: HealthPaths;
  /** What `/version` answers. */
  readonly version: Info;
  /** The version of this package. */
  readonly productVersion: string;
  readonly logger: FastifyBaseLogger;
  /** Whether each request is logged. */
  readonly requestLog: boolean;
  /** Names a request that comes without a name. */
  readonly randomUUID: () => string;
}

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

/** Builds the app, ready to listen: routes, bodies, errors. */
export function buildApp({
  endpoints,
  actions,
  actionServices,
  deadlines,
  health,
  version,
  productVersion,
  logger,
  requestLog,
  randomUUID,
}: AppOptions): FastifyInstance {
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: !requestLog }),
    exposeHeadRoutes: false,
    rewriteUrl: ({ url = '' }) => routedUrl(url),
    schemaController: { compilersFactory: NO_COMPILERS },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: MAX_PARAMETER_LENGTH, querystringParser: parseQuery },
    // An answer to the last requests of a connection is worth more than a refusal; the listening socket is closed already.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    genReqId: ({ headers }) => auditId(headers) ?? randomUUID(),
    // A child per request is only worth making where each request is logged.
    ...(!requestLog && { childLoggerFactory: (parent: FastifyBaseLogger) => parent }),
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => {
      setCommonHeaders(request, reply);
      return errorHandler(error, request, reply);
    },
    // What limits a request is its deadline, which also bounds how long its body may take: see readBody.
    requestTimeout: 0,
    keepAliveTimeout: 0,
    http: { optimizeEmptyRequests: true, shouldUpgradeCallback: isUpgrade },
  });
  app.decorateRequest(DECODING_DECORATOR);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_, message, done) => {
    readBody(message, deadlines.current(), (error, bytes) =>
      error === null ? done(null, new RequestDocument(bytes, message.headers['content-type'])) : done(error),
    );
  });
  app.addHook('onRequest', (request, reply, done) => {
    setCommonHeaders(request, reply);
    // An empty Content-Type says as little as none.
    if (request.headers['content-type'] === '') delete request.raw.headers['content-type'];
    done(pathProblem(request) ?? timeoutProblem(request));
  });
  installUpgrades(app);
  app.setErrorHandler(errorHandler);
  const resources = [...endpoints.map(({ registry }) => registry.definition), ...actions];
  app.setNotFoundHandler(notFoundHandler(declareServedPaths(app), basesOf(resources)));
  installHealth(app, health, deadlines);
  installRootPaths(app, resources, healthPaths(health));
  installDiscovery(app, resources, version);
  installOpenapi(app, resources, { version: productVersion, gitVersion: version.gitVersion });
  for (const endpoint of endpoints) installResource(app, endpoint, actionServices);
  for (const action of actions) installActionResource(app, action, actionServices);
  return app;
}

/** Below which paths the answer to what is not served is a Status. */
function basesOf(resources: readonly ServedResource[]): string[] {
  return ['/api/', ...new Set(resources.flatMap(({ kind: { group } }) => (group === '' ? [] : [`/apis/${group}/`])))];
}

function setCommonHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({ 'audit-id': request.id, 'cache-control': 'no-cache, private' });
}

// A proxy before the server may have named the request already.
function auditId(headers: IncomingMessage['headers']): string | undefined {
  const named = headers['audit-id'];
  return typeof named === 'string' && PRINTABLE.test(named) ? named : undefined;
}

const PRINTABLE = /^[ -~]+$/;
