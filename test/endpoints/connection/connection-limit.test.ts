import { afterEach, expect, test } from 'vitest';
import type { PodledgerServer } from '../../../src/index.ts';
import { dial, serve } from '../../support/http.ts';

let server: PodledgerServer;
afterEach(() => server.close());

const LIVEZ = 'GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n';
const WATCH = 'GET /api/v1/pods?watch=1 HTTP/1.1\r\nHost: localhost\r\n\r\n';

test('a connection beyond --max-connections makes those that are idle be closed', async () => {
  server = await serve({ maxConnections: 2 });
  const idle = [await dial(server, LIVEZ), await dial(server, LIVEZ)];
  for (const connection of idle) await connection.until('ok');
  const third = await dial(server, WATCH);
  expect(await third.until('200 OK')).toContain('200 OK');
  await Promise.all(idle.map(({ closed }) => closed));
  expect(third.socket.destroyed).toBe(false);
  third.socket.destroy();
});

test('a connection beyond --max-connections is closed where all others are busy', async () => {
  server = await serve({ maxConnections: 2 });
  const busy = [await dial(server, WATCH), await dial(server, WATCH)];
  for (const connection of busy) await connection.until('200 OK');
  const third = await dial(server, WATCH);
  await third.closed;
  for (const { socket } of busy) {
    expect(socket.destroyed).toBe(false);
    socket.destroy();
  }
});
