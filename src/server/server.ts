import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';
import { limitConnections } from '../endpoints/connection/connection-limit.ts';
import { deadlines } from '../endpoints/connection/deadlines.ts';
import { upgradedConnections } from '../endpoints/connection/upgrade.ts';
import { createLogger, type Logger } from '../process/log.ts';
import type { Registry } from '../registry/registry.ts';
import { RequestWorkers } from '../request-worker/request-workers.ts';
import { openStore } from '../storage/open-store.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import type { WatchCache } from '../watch/watch-cache.ts';
import { openAccess, openServerAuthorization } from './access.ts';
import { startServerControllers } from './controllers.ts';
import { startCri } from './cri.ts';
import { pageRules, serverApp } from './server-app.ts';
import { serverRegistry } from './server-registry.ts';
import { type StartHook, StartHooks } from './start-hooks.ts';
import { openStorage } from './storage.ts';
import { createSystemNamespaces, createSystemPriorityClasses } from './system-objects.ts';

// How many connections may wait to be accepted, where the system lets so many: one that finds no place tries again after a second. A crowd of
// clients comes at once where a server has just started.
const BACKLOG = 4096;

/** A server that listens. */
export interface RunningServer {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** Takes no new connections and resolves once the requests in flight are answered and the store is closed. */
  stop(): Promise<void>;
  /** Cuts every connection at once; a stop under way then ends. */
  kill(): void;
}

/**
 * Starts a server, in this order: the store, the routes, the controllers, the container runtime interface, and then it listens;
 * the cache is filled from the store, and the objects that every cluster has are made. The promise resolves then, when the server
 * is ready, or sooner where the store fails or takes long to answer: `/readyz` tells when it is. What was started ends in the
 * opposite order, also where a later part cannot be started: the promise then rejects, with an OptionError where an option turns
 * out to be wrong. `open` opens the store that the config names: several servers in one process may share one.
 */
export async function createServer(config: Config, open: typeof openStore = openStore): Promise<RunningServer> {
  const pages = await pageRules(config);
  const clock = systemClock();
  const logger = appLogger(config);
  const limits = deadlines(config.requestTimeoutMs);
  const started: (() => Promise<void>)[] = [async () => limits.stop()];
  const stopAll = async (): Promise<void> => {
    for (const stop of started.toReversed()) await stop();
  };
  try {
    const storage = await openStorage(config, clock, logger, open);
    started.push(() => storage.close());
    const { store, cache, watches } = storage;
    const { answered } = storage;
    const authorization = await openServerAuthorization(config, { cache, answered, clock, logger });
    started.push(async () => authorization?.stop());
    const workers = new RequestWorkers({
      ...config,
      store,
      rights: authorization?.rights,
      clock,
      settings: {
        selfLink: config.selfLink,
        requestTimeoutMs: config.requestTimeoutMs,
        eventTtlMs: config.eventTtlMs,
        admissionPlugins: config.admissionPlugins,
      },
      failed: (err) => logger.error({ err }, 'answering a request in a thread of its own failed'),
    });
    started.push(() => workers.stop());
    const { authorizer, guards } = authorization ?? {};
    const registry = await serverRegistry(
      { store, cache, watches, eventTtlMs: config.eventTtlMs },
      { ...config, ...(authorizer && { authorizer }), ...(guards && { guards }) },
    );
    const hooks = startHooks(config, cache, registry, clock, logger);
    const { checks: startChecks } = hooks;
    const access = await openAccess(config, authorization, { ...config, registry, cache, clock, logger });
    started.push(async () => access.stop?.());
    const app = serverApp(config, {
      storage,
      registry,
      workers,
      startChecks,
      deadlines: limits,
      pages,
      access,
      clock,
      logger,
    });
    if (config.maxConnections > 0) limitConnections(app.server, config.maxConnections, clock);
    const cutUpgraded = upgradedConnections(app.server);
    const controllers = startServerControllers(config, registry, clock, logger);
    started.push(() => controllers.stop());
    const cri = await startCri(config, store, registry);
    started.push(() => closeApp(app, async () => cri?.stop()));
    const kill = (): void => {
      app.server.closeAllConnections();
      cutUpgraded();
      cri?.kill();
    };
    try {
      await app.listen({ host: config.bindAddress, port: config.port, backlog: BACKLOG });
    } catch (error) {
      kill();
      throw error;
    }
    // Watches never end by themselves: their clients resume elsewhere.
    started.push(async () => watches.stop());
    started.push(async () => hooks.stop());
    await hooks.start();
    return { url: urlOf(app), stop: stopAll, kill };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/** What is done once the server listens. */
function startHooks(
  { access }: Config,
  cache: WatchCache,
  registry: Registry,
  clock: Clock,
  logger: Logger,
): StartHooks {
  const bootstrapRoles: StartHook = {
    name: 'rbac/bootstrap-roles',
    async run(signal) {
      const { reconcileBootstrapRoles } = await import('./bootstrap-roles.ts');
      await reconcileBootstrapRoles(registry, signal);
    },
  };
  return new StartHooks(
    [
      { name: 'storage-readiness', run: () => cache.start() },
      { name: 'start-system-namespaces-controller', run: (signal) => createSystemNamespaces(registry, signal) },
      {
        name: 'scheduling/bootstrap-system-priority-classes',
        run: (signal) => createSystemPriorityClasses(registry, signal),
      },
      ...(access?.authorizationMode.includes('RBAC') === true ? [bootstrapRoles] : []),
    ],
    {
      clock,
      failed: (hook, err, times) =>
        logger[times === 1 ? 'warn' : 'debug']({ err, hook }, 'the server is not ready yet, and tries again'),
    },
  );
}

/** Closes what listens, once the requests in flight are answered. */
async function closeApp(app: FastifyInstance, closeOther: () => Promise<void>): Promise<void> {
  // A connection that was busy when the stop began is closed when its answer has gone out.
  const sweep = (): void => void setImmediate(() => app.server.closeIdleConnections());
  subscribe('http.server.response.finish', sweep);
  try {
    await Promise.all([app.close(), closeOther()]);
  } finally {
    unsubscribe('http.server.response.finish', sweep);
  }
}

function urlOf({ server }: FastifyInstance): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

/** Fastify's own lines at `info` say nothing that ours do not, unless each request is to be logged. */
function appLogger({ logLevel, requestLog }: Config): Logger {
  return createLogger(requestLog || logLevel !== 'info' ? logLevel : 'warn');
}
