import { afterEach, beforeEach, expect, test } from 'vitest';
import { completeConfig } from '../../src/config.ts';
import { createServer, type RunningServer } from '../../src/server/server.ts';
import { openStore } from '../../src/storage/open-store.ts';
import type { Store } from '../../src/storage/store.ts';
import { StoreError } from '../../src/storage/store-error.ts';
import { eventually } from '../support/eventually.ts';
import { send } from '../support/http.ts';

/** A server on a store that is away, as a database may be when a server starts. */
let server: RunningServer;
let isAway: boolean;

beforeEach(async () => {
  isAway = true;
  const completed = completeConfig({ port: 0, logLevel: 'silent' });
  if (!completed.ok) throw new Error(completed.problem);
  server = await createServer(completed.config, async (...all) => awayAtFirst(await openStore(...all)));
});
afterEach(() => server.stop());

function awayAtFirst(store: Store): Store {
  const answering =
    <A extends readonly unknown[], R>(call: (...all: A) => Promise<R>) =>
    async (...all: A): Promise<R> => {
      if (isAway) throw new StoreError('unavailable', 'the store is away');
      return call(...all);
    };
  return {
    currentRevision: answering((signal) => store.currentRevision(signal)),
    get: answering((...all) => store.get(...all)),
    list: answering((...all) => store.list(...all)),
    put: answering((...all) => store.put(...all)),
    delete: answering((...all) => store.delete(...all)),
    changes: (after, signal) => store.changes(after, signal),
    compact: answering((...all) => store.compact(...all)),
    close: () => store.close(),
  };
}

test('a server listens while its store is away, and is ready once it has answered', async () => {
  const early = await send(server, 'GET', '/readyz?verbose');
  expect(early.status).toBe(500);
  expect(early.text).toContain('[-]poststarthook/storage-readiness failed: reason withheld\n');
  expect(early.text).toContain('[-]poststarthook/start-system-namespaces-controller failed: reason withheld\n');
  expect((await send(server, 'GET', '/api/v1/namespaces')).status).toBe(503);
  expect((await send(server, 'GET', '/api/v1/namespaces?resourceVersion=0')).status).toBe(503);
  isAway = false;
  await eventually(async () => expect((await send(server, 'GET', '/readyz')).status).toBe(200));
  expect((await send(server, 'GET', '/api/v1/namespaces/kube-system')).status).toBe(200);
  expect((await send(server, 'GET', '/apis/scheduling.k8s.io/v1/priorityclasses/system-node-critical')).status).toBe(
    200,
  );
});

test('a server whose store is still away stops', async () => {
  await expect(server.stop()).resolves.toBeUndefined();
});
