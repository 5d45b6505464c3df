import type { FastifyInstance, InjectOptions } from 'fastify';
import type { AdmissionPlugin } from '../../src/admission/admission.ts';
import { AdmissionChain } from '../../src/admission/admission-chain.ts';
import { completeConfig } from '../../src/config.ts';
import { deadlines } from '../../src/endpoints/connection/deadlines.ts';
import { kinds } from '../../src/kinds/kinds.ts';
import { createLogger } from '../../src/process/log.ts';
import { openRegistry, type Registry } from '../../src/registry/registry.ts';
import type { Sources } from '../../src/registry/resource-context.ts';
import { RequestWorkers } from '../../src/request-worker/request-workers.ts';
import { ANYBODY_MAY } from '../../src/server/access.ts';
import type { Access } from '../../src/server/access-parts.ts';
import { pageRules, serverApp } from '../../src/server/server-app.ts';
import type { Store } from '../../src/storage/store.ts';
import { fakeClock } from './fake-clock.ts';
import { fixedSources } from './fixed-sources.ts';
import { openStore, watching } from './registry.ts';

/** What of a server's parts a test puts in place of its own. */
export interface AppParts {
  readonly access?: Partial<Access>;
  readonly plugins?: readonly AdmissionPlugin[];
  readonly store?: Store;
  readonly sources?: Partial<Sources>;
  readonly selfLink?: boolean;
}

/** A server that does not listen: requests are put into it. It is closed at the end of the scope that uses it. */
export interface TestApp extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly registry: Registry;
  /** Sends a request; a body is sent as JSON unless the headers say what it is. */
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<TestAnswer>;
}

/** An answer. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Each Warning header's text. */
  readonly warnings: readonly string[];
  readonly text: string;
  readonly json: () => Record<string, unknown>;
}

/** Builds the app of a server on an empty store, without the objects that every cluster has. */
export async function openApp({
  access,
  plugins = [],
  store = openStore(),
  sources: own = {},
  selfLink = true,
}: AppParts = {}): Promise<TestApp> {
  const completed = completeConfig({ logLevel: 'silent', selfLink });
  if (!completed.ok) throw new Error(completed.problem);
  const { config } = completed;
  const clock = fakeClock();
  const limits = deadlines(config.requestTimeoutMs);
  const { cache, watches } = watching(store);
  await cache.start();
  const sources = { ...fixedSources(), ...own };
  const { eventTtlMs } = config;
  const admission = new AdmissionChain(plugins);
  const registry = openRegistry(kinds, { store, cache, watches, sources, eventTtlMs, admission });
  const workers = new RequestWorkers({
    ...config,
    store,
    clock,
    settings: { selfLink, requestTimeoutMs: config.requestTimeoutMs, eventTtlMs, admissionPlugins: [] },
    failed: (error) => {
      throw error;
    },
  });
  const app = serverApp(config, {
    storage: { store, cache },
    registry,
    workers,
    startChecks: [],
    deadlines: limits,
    pages: await pageRules(config),
    access: { ...ANYBODY_MAY, ...access },
    clock,
    logger: createLogger('silent'),
  });
  return {
    app,
    registry,
    async send(method, path, body, headers = {}) {
      const answer = await app.inject({
        method: method as InjectOptions['method'] & string,
        url: path,
        headers: { host: 'localhost', ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const { warning = [] } = answer.headers;
      const told: readonly unknown[] = Array.isArray(warning) ? warning : [warning];
      return {
        status: answer.statusCode,
        headers: answer.headers,
        warnings: told.map((header) => String(header).slice('299 - "'.length, -1).replaceAll('\\"', '"')),
        text: answer.body,
        json: () => JSON.parse(answer.body),
      };
    },
    async [Symbol.asyncDispose]() {
      limits.stop();
      await app.close();
      await workers.stop();
      await cache.stop();
      await store.close();
    },
  };
}
