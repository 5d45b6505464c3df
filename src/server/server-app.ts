import type { FastifyInstance } from 'fastify';
import { type Config, OptionError } from '../config.ts';
import { buildApp } from '../endpoints/app.ts';
import type { Deadlines } from '../endpoints/connection/deadlines.ts';
import { versionInfo } from '../endpoints/discovery/version-info.ts';
import { allowedOrigins } from '../endpoints/filters/allowed-origins.ts';
import { BodyBudget } from '../endpoints/filters/body-budget.ts';
import type { PageRules } from '../endpoints/filters/foreign-pages.ts';
import { knownHosts } from '../endpoints/filters/known-hosts.ts';
import type { HealthCheck } from '../endpoints/routes/health.ts';
import { actionKinds } from '../kinds/kinds.ts';
import type { Logger } from '../process/log.ts';
import type { ImportObject, ImportObjects } from '../registry/import-object.ts';
import type { Registry } from '../registry/registry.ts';
import type { RequestWorkers } from '../request-worker/request-workers.ts';
import type { Clock } from '../time/clock.ts';
import { LargeEntries } from '../watch/large-entries.ts';
import type { Access } from './access-parts.ts';
import { actionServices } from './action-services.ts';
import { healthChecks } from './health-checks.ts';
import type { Storage } from './storage.ts';

/** What the HTTP side of a server is made of. */
export interface AppParts {
  readonly storage: Pick<Storage, 'store' | 'cache'>;
  readonly registry: Registry;
  readonly workers: RequestWorkers;
  readonly startChecks: readonly HealthCheck[];
  readonly deadlines: Deadlines;
  readonly pages: PageRules;
  readonly access: Access;
  readonly clock: Clock;
  readonly logger: Logger;
}

// The text of an object, in characters, beyond which reading and writing it takes more than some ten milliseconds.
const LARGE_OBJECT = 32 * 1024;

/** Builds the app of a server, ready to listen. */
export function serverApp(
  config: Config,
  { storage, registry, workers, startChecks, deadlines, pages, access, clock, logger }: AppParts,
): FastifyInstance {
  const large = new LargeEntries(storage.cache, LARGE_OBJECT);
  return buildApp({
    endpoints: [...registry].map((resource) => ({
      resource,
      deadlines,
      selfLink: config.selfLink,
      maxWatches: config.maxWatches,
    })),
    actions: actionKinds,
    actionServices: actionServices(registry, deadlines, access),
    filters: {
      pages,
      deadlines,
      authenticator: access.authenticator,
      authorizer: access.authorizer,
      clock,
      inFlight: { reading: config.maxRequestsInflight, mutating: config.maxMutatingRequestsInflight },
      bodies: new BodyBudget(config.maxInflightBodyBytes),
      heavyLane: { answer: (request, signal) => workers.answer(request, signal), isLarge: (key) => large.has(key) },
    },
    issuer: access.issuer,
    health: healthChecks(storage.store, startChecks),
    version: versionInfo(config.gitVersion, {
      nodeVersion: process.versions.node,
      platform: process.platform,
      architecture: process.arch,
    }),
    productVersion: config.version,
    logger,
    requestLog: config.requestLog,
    randomUUID: config.randomUUID,
    turns: storage.cache.turns,
    importObjects: importsInto(registry),
  });
}

/** What imports into a registry: loaded when it is first needed. */
function importsInto(registry: Registry): ImportObjects {
  let importObject: ImportObject | undefined;
  return async (documents, options) => {
    const { importAll, objectImporter } = await import('../registry/import-object.ts');
    importObject ??= objectImporter(registry);
    return importAll(importObject, documents, options);
  };
}

/** Which web pages may use a server. @throws OptionError */
export async function pageRules({ bindAddress, allowedHosts, corsAllowedOrigins }: Config): Promise<PageRules> {
  const origins = await allowedOrigins(corsAllowedOrigins);
  if (!origins.ok) throw new OptionError('corsAllowedOrigins', origins.problem);
  return { isKnownHost: knownHosts([bindAddress, ...allowedHosts]), allowsOrigin: origins.allows };
}
