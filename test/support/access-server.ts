import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerOptions } from '../../src/config/server-options.ts';
import { completeConfig } from '../../src/config.ts';
import { createServer, type RunningServer } from '../../src/server/server.ts';
import type { Store } from '../../src/storage/store.ts';
import { type HttpAnswer, send } from './http.ts';
import { openStore } from './registry.ts';
import { storeOver } from './store-over.ts';

/** A server that asks whether people may. */
export interface AccessServer extends RunningServer, AsyncDisposable {
  /** Sends a request as someone whose token is their name, with a body as JSON; as nobody where that is ''. */
  as(user: string, method: string, path: string, body?: unknown, type?: string): Promise<HttpAnswer>;
}

/** How such a server is started. */
export interface AccessServerOptions extends ServerOptions {
  /** Groups by user, beside `admin`, who is in system:masters. */
  readonly users?: Readonly<Record<string, readonly string[]>>;
}

/** Starts a server with the authorization mode RBAC, unless told otherwise, on a store that outlives it. */
export async function startAccessServer(
  { users = {}, ...options }: AccessServerOptions = {},
  store: Store = openStore(),
): Promise<AccessServer> {
  const tokens = Object.entries({ admin: ['system:masters'], ...users }).map(
    ([name, groups]) => `${name},${name},uid-of-${name}${groups.length === 0 ? '' : `,"${groups.join(',')}"`}\n`,
  );
  const tokenAuthFile = join(mkdtempSync(join(tmpdir(), 'podledger-')), 'tokens.csv');
  writeFileSync(tokenAuthFile, tokens.join(''));
  const completed = completeConfig({
    port: 0,
    logLevel: 'silent',
    selfLink: false,
    authorizationMode: ['RBAC'],
    tokenAuthFile,
    ...options,
  });
  if (!completed.ok) throw new Error(`${completed.option}: ${completed.problem}`);
  const server = await createServer(completed.config, async () => storeOver(store, { close: async () => {} }));
  return {
    ...server,
    as: (user, method, path, body, type = 'application/json') =>
      send(server, method, path, {
        headers: {
          accept: 'application/json',
          ...(user !== '' && { authorization: `Bearer ${user}` }),
          ...(body !== undefined && { 'content-type': type }),
        },
        ...(body !== undefined && { body }),
      }),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}
