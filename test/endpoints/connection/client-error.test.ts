import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { answerClientError } from '../../../src/endpoints/connection/client-error.ts';

test('headers that do not come in time are answered 408 with a Status, and the connection closed', async () => {
  const server = createServer({ headersTimeout: 20, connectionsCheckingInterval: 20 });
  server.on('clientError', answerClientError);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('GET /version HTTP/1.1\r\nHost: loc');
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({
    kind: 'Status',
    code: 408,
    reason: 'Timeout',
    message: 'the request did not arrive in time',
  });
  server.close();
  await once(server, 'close');
});
