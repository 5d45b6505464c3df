import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Info } from '../../schemas/version/info.ts';
import type { ApiObject } from '../apimachinery/api-object.ts';
import type { ActionResource } from '../registry/definition/action.ts';
import type { ImportObjects } from '../registry/import-object.ts';
import type { Turns } from '../time/turns.ts';
import { basicOptions, installBasics, setCommonHeaders } from './app-basics.ts';
import { answerClientError } from './connection/client-error.ts';
import { isUpgrade } from './connection/upgrade.ts';
import { installDiscovery } from './discovery/install-discovery.ts';
import type { Endpoint } from './endpoint.ts';
import { type FilterOptions, installFilters } from './filters/filter-chain.ts';
import { foreignPageRefusal } from './filters/foreign-pages.ts';
import type { ActionServices } from './handlers/action.ts';
import { installOpenapi } from './openapi/install-openapi.ts';
import { errorHandler, notFoundHandler } from './respond/error-handler.ts';
import { type HealthPaths, healthPaths, installHealth } from './routes/health.ts';
import { installImport } from './routes/import.ts';
import { installResource } from './routes/install.ts';
import { installActionResource } from './routes/install-action.ts';
import { ISSUER_PATHS, type IssuerDocuments, installIssuer } from './routes/issuer.ts';
import { declareServedPaths } from './routes/refuse-others.ts';
import { routedUrl } from './routes/request-path.ts';
import { installRootPaths } from './routes/root-paths.ts';
import type { ServedResource } from './routes/served-resource.ts';

/** What the HTTP side of a server is made of. */
export interface AppOptions {
  readonly endpoints: readonly Endpoint<ApiObject>[];
  /** The resources of which nothing is stored. */
  readonly actions: readonly ActionResource[];
  readonly actionServices: ActionServices;
  readonly filters: FilterOptions;
  readonly health: HealthPaths;
  /** What tells others how to verify tokens of service accounts; undefined where none are signed. */
  readonly issuer: IssuerDocuments | undefined;
  /** What `/version` answers. */
  readonly version: Info;
  /** The version of this package. */
  readonly productVersion: string;
  readonly logger: FastifyBaseLogger;
  /** Whether each request is logged. */
  readonly requestLog: boolean;
  /** Names a request that comes without a name. */
  readonly randomUUID: () => string;
  /** What long work waits for. */
  readonly turns: Turns;
  /** Puts objects into the store as they were in another one. */
  readonly importObjects: ImportObjects;
}

// How long a client may take for the headers of a request: without a time of its own, Node would take the request's, which is none.
const HEADERS_TIMEOUT_MS = 60_000;

/** Builds the app, ready to listen: routes, bodies, errors. */
export function buildApp({
  endpoints,
  actions,
  actionServices,
  filters,
  health,
  issuer,
  version,
  productVersion,
  logger,
  requestLog,
  randomUUID,
  turns,
  importObjects,
}: AppOptions): FastifyInstance {
  const { deadlines, pages } = filters;
  const app = fastify({
    ...basicOptions(logger, randomUUID),
    logController: new LogController({ disableRequestLogging: !requestLog }),
    rewriteUrl: ({ url = '' }) => routedUrl(url),
    // An answer to the last requests of a connection is worth more than a refusal; the listening socket is closed already.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    // A child per request is only worth making where each request is logged.
    ...(!requestLog && { childLoggerFactory: (parent: FastifyBaseLogger) => parent }),
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => {
      setCommonHeaders(request, reply);
      // No hook is called for a request that no route can be found for.
      return errorHandler(foreignPageRefusal(request.raw, pages) ?? error, request, reply);
    },
    // What limits a request is its deadline, which also bounds how long its body may take: see readBody.
    requestTimeout: 0,
    keepAliveTimeout: 0,
    http: { optimizeEmptyRequests: true, headersTimeout: HEADERS_TIMEOUT_MS, shouldUpgradeCallback: isUpgrade },
  });
  installBasics(app, { deadlines, bodies: filters.bodies });
  installFilters(app, filters);
  const resources = [...endpoints.map(({ resource }) => resource.definition), ...actions];
  app.setNotFoundHandler(notFoundHandler(declareServedPaths(app), basesOf(resources)));
  installHealth(app, health, deadlines);
  if (issuer !== undefined) installIssuer(app, issuer);
  const others = issuer === undefined ? healthPaths(health) : [...healthPaths(health), ...ISSUER_PATHS];
  installRootPaths(app, resources, others);
  installDiscovery(app, resources, version);
  installOpenapi(app, resources, { version: productVersion, gitVersion: version.gitVersion }, turns);
  installImport(app, { importObjects, deadlines, turns });
  for (const endpoint of endpoints) installResource(app, endpoint, actionServices);
  for (const action of actions) installActionResource(app, action, actionServices);
  return app;
}

/** Below which paths the answer to what is not served is a Status. */
function basesOf(resources: readonly ServedResource[]): string[] {
  return ['/api/', ...new Set(resources.flatMap(({ kind: { group } }) => (group === '' ? [] : [`/apis/${group}/`])))];
}
