import { fastify, type InjectOptions } from 'fastify';
import { basicOptions, installBasics } from '../../src/endpoints/app-basics.ts';
import { deadlines } from '../../src/endpoints/connection/deadlines.ts';
import { BodyBudget } from '../../src/endpoints/filters/body-budget.ts';
import { handOnHeavyRequests } from '../../src/endpoints/filters/heavy-requests.ts';
import { installResource } from '../../src/endpoints/routes/install.ts';
import { declareServedPaths } from '../../src/endpoints/routes/refuse-others.ts';
import { kinds } from '../../src/kinds/kinds.ts';
import { createLogger } from '../../src/process/log.ts';
import type { Sources } from '../../src/registry/resource-context.ts';
import { actionServices } from '../../src/server/action-services.ts';
import { cutValues, type FoundUndecodable } from '../../src/server/cut-values.ts';
import { serverRegistry } from '../../src/server/server-registry.ts';
import { cuttingStore } from '../../src/storage/cutting-store.ts';
import type { Store } from '../../src/storage/store.ts';
import { openStore, watching } from './registry.ts';

/** The routes of all kinds, on a store that keeps each value as one text, which another program may write as well. */
export interface ObjectServer {
  /** Sends a request, with a JSON body if any. */
  send(method: string, url: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<ObjectAnswer>;
  /** Writes the text of a key as another program would, whatever there is. */
  write(key: string, text: string): Promise<void>;
  /** The text that lies in the store. */
  textOf(key: string): Promise<string | undefined>;
}

/** An answer of an object server. */
export interface ObjectAnswer {
  readonly status: number;
  readonly text: string;
}

/** Serves all kinds on a store of its own. `found` is told of what cannot be decoded. */
export function objectServer({
  now = () => Date.UTC(2020, 0, 2, 3, 4, 5),
  randomUUID = () => '00000000-0000-4000-8000-000000000001',
  found = () => {},
}: Partial<Pick<Sources, 'now' | 'randomUUID'>> & { readonly found?: FoundUndecodable } = {}): ObjectServer {
  const kept = textStore(openStore());
  const store = cuttingStore(kept, cutValues(kinds, found));
  const registry = serverRegistry({ store, ...watching(store) }, { now, randomUUID });
  const limits = deadlines(60_000);
  const app = fastify(basicOptions(createLogger('error'), () => ''));
  installBasics(app, { deadlines: limits, bodies: new BodyBudget(0), refusal: () => undefined });
  const answer = (): Promise<never> => Promise.reject(new Error('requests of tests do not take long'));
  handOnHeavyRequests(app, { answer, isLarge: () => false }, { deadlines: limits });
  declareServedPaths(app);
  const services = actionServices(registry, limits);
  for (const resource of registry) {
    installResource(app, { resource, deadlines: limits, selfLink: false, maxWatches: 0 }, services);
  }
  return {
    async send(method, url, body, headers = { 'content-type': 'application/json' }) {
      const answer = await app.inject({
        method: method as InjectOptions['method'] & string,
        url,
        ...(body !== undefined && { headers, payload: JSON.stringify(body) }),
      });
      return { status: answer.statusCode, text: answer.body };
    },
    async write(key, text) {
      const { revision = 0 } = (await kept.get(key)) ?? {};
      await kept.put(key, [text], revision);
    },
    textOf: async (key) => (await kept.get(key))?.value.join(''),
  };
}

/** A store that forgets in which segments a value was put. */
function textStore(store: Store): Store {
  return {
    currentRevision: (signal) => store.currentRevision(signal),
    get: (key, signal) => store.get(key, signal),
    list: (range, options, signal) => store.list(range, options, signal),
    put: (key, value, expected, options, signal) => store.put(key, [value.join('')], expected, options, signal),
    delete: (key, expected, signal) => store.delete(key, expected, signal),
    changes: (after, signal) => store.changes(after, signal),
    compact: (revision, signal) => store.compact(revision, signal),
    close: () => store.close(),
  };
}
