import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { AddressInfo } from 'node:net';
import { StatusError } from './apimachinery/status-error.ts';
import { noTokens } from './auth/authentication/token-authenticator.ts';
import { alwaysAllow } from './auth/authorization/always-allow.ts';
import { type Config, OptionError } from './config.ts';
import { defaultServiceAccount } from './controllers/namespace-defaults/default-service-account.ts';
import type { NamespaceDefault } from './controllers/namespace-defaults/namespace-default.ts';
import { rootCertificates } from './controllers/namespace-defaults/root-certificates.ts';
import { type ControllerFailure, type Controllers, startControllers } from './controllers/start-controllers.ts';
import type { CriServer } from './cri/cri-server.ts';
import { buildApp } from './endpoints/app.ts';
import { limitConnections } from './endpoints/connection-limit.ts';
import { type Deadlines, deadlines } from './endpoints/deadlines.ts';
import { versionInfo } from './endpoints/discovery/version-info.ts';
import { allowedOrigins } from './endpoints/filters/allowed-origins.ts';
import type { PageRules } from './endpoints/filters/foreign-pages.ts';
import { knownHosts } from './endpoints/filters/known-hosts.ts';
import type { ActionServices } from './endpoints/handlers/action.ts';
import type { HealthCheck } from './endpoints/health.ts';
import { upgradedConnections } from './endpoints/upgrade.ts';
import { createLogger, type Logger } from './log.ts';
import { listNodePods } from './node-pods.ts';
import { nodeReports } from './node-reports.ts';
import { actionResources } from './registry/action-resources.ts';
import { allocationTurns } from './registry/allocation.ts';
import { leases } from './registry/coordination/leases/index.ts';
import { configMaps } from './registry/core/config-maps/index.ts';
import { namespaces } from './registry/core/namespaces/index.ts';
import { nodes } from './registry/core/nodes/index.ts';
import { pods } from './registry/core/pods/index.ts';
import { serviceAccounts } from './registry/core/service-accounts/index.ts';
import type { ApiObject } from './registry/object-codec.ts';
import { disruptionBudgets } from './registry/policy/pod-disruption-budgets/disruption-budgets.ts';
import { podDisruptionBudgets } from './registry/policy/pod-disruption-budgets/index.ts';
import type { Registries } from './registry/registries.ts';
import { storedObjects } from './registry/stored-objects.ts';
import { RequestWorkers } from './request-worker/request-workers.ts';
import { registriesOf } from './server-registries.ts';
import { openStore } from './storage/open-store.ts';
import type { Store } from './storage/store.ts';
import { createSystemObjects } from './system-objects.ts';
import { systemClock } from './time/clock.ts';
import type { WindowLimits } from './watch/event-window.ts';
import { LargeEntries } from './watch/large-entries.ts';
import { WatchCache } from './watch/watch-cache.ts';
import { Watches } from './watch/watches.ts';

/** A server that listens. */
export interface RunningServer {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** Takes no new connections and resolves once the requests in flight are answered and the store is closed. */
  stop(): Promise<void>;
  /** Cuts every connection at once; a stop under way then ends. */
  kill(): void;
}

// The text of an object, in characters, beyond which reading and writing it takes more than some ten milliseconds.
const LARGE_OBJECT = 32 * 1024;

/**
 * Opens the store, installs what is served and listens. Rejects where the store cannot be opened or the address is taken, and
 * with an OptionError.
 */
export async function createServer(config: Config): Promise<RunningServer> {
  const pages = await pageRules(config);
  const store = await openStore(config.store, {
    historyEvents: config.watchHistoryEvents,
    historyBytes: config.watchHistoryBytes,
    maxRequestBytes: config.maxObjectBytes,
  });
  const clock = systemClock();
  const limits = deadlines(config.requestTimeoutMs);
  const logger = appLogger(config);
  const cache = new WatchCache({
    store,
    clock,
    limits: windowLimits(config),
    failed: (err) => logger.error({ err }, 'following the store failed, and goes on'),
  });
  const watches = new Watches(cache, clock, (err) =>
    // A form in which there are no events is the client's mistake.
    logger[err instanceof StatusError ? 'debug' : 'error']({ err }, 'a watch ended: its event could not be written'),
  );
  const allocationTurn = allocationTurns();
  const workers = new RequestWorkers({
    ...config,
    store,
    allocationTurn,
    clock,
    settings: { selfLink: config.selfLink, requestTimeoutMs: config.requestTimeoutMs },
    failed: (err) => logger.error({ err }, 'answering a request in a thread of its own failed'),
  });
  const large = new LargeEntries(cache, LARGE_OBJECT);
  let cri: CriServer | undefined;
  let controllers: Controllers | undefined;
  const close = async (): Promise<void> => {
    limits.stop();
    await controllers?.stop();
    await workers.stop();
    await cache.stop();
    await store.close();
  };
  try {
    await cache.start();
    const registries = registriesOf({ store, cache, watches, allocationTurn }, config);
    await createSystemObjects(registries);
    const app = buildApp({
      endpoints: [...registries].map((registry) => ({
        registry,
        deadlines: limits,
        selfLink: config.selfLink,
        maxWatches: config.maxWatches,
      })),
      actions: actionResources({
        podsOf: (request) => storedObjects(registries.of(pods), request),
        tokens: noTokens,
        authorizer: alwaysAllow,
      }),
      actionServices: actionServices(registries, limits),
      deadlines: limits,
      pages,
      clock,
      inFlight: { reading: config.maxRequestsInflight, mutating: config.maxMutatingRequestsInflight },
      bodyBytes: config.maxInflightBodyBytes,
      heavyLane: { answer: (request, signal) => workers.answer(request, signal), isLarge: (key) => large.has(key) },
      health: healthOf(store),
      version: versionInfo(config.gitVersion, {
        nodeVersion: process.versions.node,
        platform: process.platform,
        architecture: process.arch,
      }),
      productVersion: config.version,
      logger,
      requestLog: config.requestLog,
      randomUUID: config.randomUUID,
    });
    if (config.maxConnections > 0) limitConnections(app.server, config.maxConnections, clock);
    const cutUpgraded = upgradedConnections(app.server);
    controllers = startControllers({
      namespaces: registries.of(namespaces),
      registries,
      clock,
      garbageCollector: config.garbageCollector,
      namespaceDefaults: namespaceDefaults(config, registries),
      failed: (failure) => logFailure(logger, failure),
    });
    cri = await startCri(config, store, registries);
    await app.listen({ host: config.bindAddress, port: config.port });
    const { address, family, port } = app.server.address() as AddressInfo;
    return {
      url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
      stop: async () => {
        // A connection that was busy when the stop began is closed when its answer has gone out.
        const sweep = (): void => void setImmediate(() => app.server.closeIdleConnections());
        subscribe('http.server.response.finish', sweep);
        try {
          // Watches never end by themselves: their clients resume elsewhere.
          watches.stop();
          await Promise.all([app.close(), cri?.stop()]);
          await close();
        } finally {
          unsubscribe('http.server.response.finish', sweep);
        }
      },
      kill: () => {
        app.server.closeAllConnections();
        cutUpgraded();
        cri?.kill();
      },
    };
  } catch (error) {
    cri?.kill();
    await cri?.stop();
    await close();
    throw error;
  }
}

async function pageRules({ bindAddress, allowedHosts, corsAllowedOrigins }: Config): Promise<PageRules> {
  const origins = await allowedOrigins(corsAllowedOrigins);
  if (!origins.ok) throw new OptionError('corsAllowedOrigins', origins.problem);
  return { isKnownHost: knownHosts([bindAddress, ...allowedHosts]), allowsOrigin: origins.allows };
}

/**
 * Serves the container runtime interface, where the config asks for it. Its code is imported only then: loading gRPC takes
 * a tenth of a second.
 */
async function startCri(config: Config, store: Store, registries: Registries): Promise<CriServer | undefined> {
  const { criSocket, nodeName, reportsNode, now } = config;
  if (criSocket === undefined) return undefined;
  const { startCriServer } = await import('./cri/cri-server.ts');
  return startCriServer({
    ...config,
    criSocket,
    backend: {
      checkStore: async (signal) => void (await store.currentRevision(signal)),
      listPods: (signal) => listNodePods(registries.of(pods), nodeName, signal),
    },
    nodeReports: reportsNode
      ? nodeReports({ nodes: registries.of(nodes), leases: registries.of(leases) }, nodeName, now)
      : undefined,
    logger: createLogger(config.logLevel),
  });
}

// A client that was away for longer lists again. kube-apiserver forgets what is older than five to ten minutes, too.
const HISTORY_AGE_MS = 10 * 60_000;

function windowLimits({ watchHistoryEvents, watchHistoryBytes }: Config): WindowLimits {
  return { events: watchHistoryEvents, bytes: watchHistoryBytes, ageMs: HISTORY_AGE_MS };
}

/** What actions need: the same admission and clock as all writes, and what kinds ask of one another. */
function actionServices(registries: Registries, limits: Deadlines): ActionServices {
  const { admission, sources } = registries.of(pods);
  const peers = {
    disruptionBudgets: disruptionBudgets(registries.of(podDisruptionBudgets)),
  };
  return { admission, deadlines: limits, now: sources.now, peers };
}

/** Fastify's own lines at `info` say nothing that ours do not, unless each request is to be logged. */
function appLogger({ logLevel, requestLog }: Config): Logger {
  return createLogger(requestLog || logLevel !== 'info' ? logLevel : 'warn');
}

/** What the controllers give each namespace that the config asks for. */
function namespaceDefaults({ controllers }: Config, registries: Registries): NamespaceDefault<ApiObject>[] {
  // There is no TLS, and nobody to be trusted for it.
  const certificates = '';
  const all: NamespaceDefault<ApiObject>[] = [
    defaultServiceAccount(registries.of(serviceAccounts)),
    rootCertificates(registries.of(configMaps), certificates),
  ];
  return all.filter(({ controller }) => controllers.some((name) => name === controller));
}

/** A controller tries again until it can, so that it is the first time that matters. */
function logFailure(logger: Logger, { controller, key, error, times }: ControllerFailure): void {
  logger[times === 1 ? 'warn' : 'debug']({ err: error, key }, `the ${controller} will try again`);
}

function healthOf(store: Store): { healthz: HealthCheck[]; livez: HealthCheck[]; readyz: HealthCheck[] } {
  const ping: HealthCheck = { name: 'ping', check: async () => {} };
  const storage: HealthCheck = {
    name: 'storage',
    check: async (signal) => {
      await store.currentRevision(signal);
    },
  };
  const checks = [ping, storage];
  return { healthz: checks, livez: checks, readyz: checks };
}
