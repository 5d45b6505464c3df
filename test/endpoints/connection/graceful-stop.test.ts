import { expect, test } from 'vitest';
import { createPod, dial, PODS, send, serve } from '../../support/http.ts';

test('a request in flight is answered, then the server is closed', async () => {
  const server = await serve();
  await createPod(server, 'p');
  const idle = await dial(server);
  const body = JSON.stringify({ metadata: { name: 'p' }, status: { phase: 'Running' } });
  const busy = await dial(
    server,
    `PUT ${PODS}/p/status HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
  );
  // The server is reading the body once it has said so.
  await busy.until('100 Continue');
  let closed = false;
  const closing = server.close().then(() => {
    closed = true;
  });
  await idle.closed;
  await expect(send(server, 'GET', '/healthz')).rejects.toThrow();
  expect(closed).toBe(false);
  busy.socket.write(body);
  expect(await busy.until('"phase":"Running"')).toContain('HTTP/1.1 200 OK');
  await closing;
  await busy.closed;
});

test('a request that never ends is cut when the grace is over', async () => {
  const server = await serve({ shutdownGraceMs: 20 });
  const stuck = await dial(
    server,
    `POST ${PODS} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n`,
  );
  await stuck.until('100 Continue');
  await server.close();
  expect(await stuck.closed).not.toContain('HTTP/1.1 20');
});

test('an idle server is closed at once, and closing again is the same', async () => {
  const server = await serve();
  await send(server, 'GET', '/healthz');
  expect(server.close()).toBe(server.close());
  await server.close();
  await expect(send(server, 'GET', '/healthz')).rejects.toThrow();
});
