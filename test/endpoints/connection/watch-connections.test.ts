import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import fastify from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anybody } from '../../../src/auth/authentication/authenticator.ts';
import { installCredentialEnds } from '../../../src/endpoints/connection/credential-ends.ts';
import { deadlines } from '../../../src/endpoints/connection/deadlines.ts';
import { installUpgrades } from '../../../src/endpoints/connection/upgrade.ts';
import { installAuthentication } from '../../../src/endpoints/filters/authentication.ts';
import { listHandler } from '../../../src/endpoints/handlers/list.ts';
import type { ResourceContext } from '../../../src/registry/resource-context.ts';
import { systemClock } from '../../../src/time/clock.ts';
import { resourceOf } from '../../support/registry.ts';
import { type Widget, widgets } from '../../support/widget.ts';

let resource: ResourceContext<Widget>;
let app: ReturnType<typeof fastify>;
let port: number;

beforeEach(async () => {
  resource = resourceOf({ ...widgets, verbs: [...widgets.verbs, 'watch'] });
  await resource.cache.start();
  const limits = deadlines(60_000);
  app = fastify();
  installAuthentication(app, anybody);
  installCredentialEnds(app, systemClock());
  installUpgrades(app);
  app.get(
    '/widgets',
    { config: { upgrades: true } },
    listHandler({ resource, deadlines: limits, maxWatches: 0, selfLink: false }),
  );
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterEach(async () => {
  resource.watches.stop();
  await app.close();
  await resource.cache.stop();
});

const storedText = (text: string): readonly string[] =>
  widgets.codec.cut(
    `{"kind":"Widget","apiVersion":"example.com/v1","metadata":{"name":"w"},"spec":{"text":"${text}"},"status":{}}`,
  );

const write = (name: string, text: string) => resource.store.put(`${widgets.keyPrefix}n/${name}`, storedText(text), 0);

/** Opens a watch and resolves once its headers are there. */
async function opened(headers = ''): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`GET /widgets?watch=1&resourceVersion=0 HTTP/1.1\r\nHost: x\r\n${headers}\r\n`);
  await once(socket, 'data');
  return socket;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise<void>((resolve) => void setImmediate(resolve));
}

test.each([
  ['that is closed', (socket: Socket) => socket.end()],
  ['that breaks', (socket: Socket) => socket.resetAndDestroy()],
])('a connection %s frees its watch', async (_, leave) => {
  const socket = await opened();
  expect(resource.watches.size).toBe(1);
  leave(socket);
  await until(() => resource.watches.size === 0);
});

test('a WebSocket that breaks frees its watch', async () => {
  const socket = await opened(
    'Connection: Upgrade\r\nUpgrade: websocket\r\nOrigin: x\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n',
  );
  expect(resource.watches.size).toBe(1);
  socket.resetAndDestroy();
  await until(() => resource.watches.size === 0);
});

test('a client that does not read is sent no more than a bounded buffer, and others are told meanwhile', async () => {
  const taken: Socket[] = [];
  app.server.on('connection', (socket: Socket) => taken.push(socket));
  const [slow, fast] = [await opened(), await opened()];
  slow.pause();
  let received = 0;
  fast.on('data', (chunk) => {
    received += chunk.length;
  });
  const text = 'x'.repeat(100_000);
  // More than the kernel keeps for a connection.
  for (let i = 0; i < 200; i += 1) {
    await write(`w${i}`, text);
    await resource.cache.fresh();
    await new Promise<void>((resolve) => void setImmediate(resolve));
  }
  await until(() => received > 200 * text.length);
  // What the socket takes before it says that it is full, and one write more.
  expect(Math.max(...taken.map(({ writableLength }) => writableLength))).toBeLessThan(3 * text.length);
  expect(slow.bytesRead).toBeLessThan(200 * text.length);
  slow.resume();
  fast.destroy();
  slow.destroy();
  await until(() => resource.watches.size === 0);
});
