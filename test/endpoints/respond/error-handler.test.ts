import { once } from 'node:events';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DECODING_DECORATOR } from '../../../src/endpoints/decoding/body-decoding.ts';
import { errorHandler } from '../../../src/endpoints/respond/error-handler.ts';
import { createLogger } from '../../../src/process/log.ts';
import { dial, send } from '../../support/http.ts';

let app: FastifyInstance;
let url: string;
const errors: string[] = [];
const others: string[] = [];

beforeAll(async () => {
  const streams = {
    stdout: { write: (line: string) => others.push(line) },
    stderr: { write: (line: string) => errors.push(line) },
  };
  const logger: FastifyBaseLogger = createLogger('debug', streams);
  app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
  });
  app.decorateRequest(DECODING_DECORATOR);
  app.setErrorHandler(errorHandler);
  app.get('/broken', async () => {
    throw new Error('broken');
  });
  app.get('/left', async (request, reply) => {
    const closed = once(reply.raw, 'close');
    request.raw.socket.destroy();
    await closed;
    throw new Error('broken off');
  });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());
beforeEach(() => {
  errors.length = 0;
  others.length = 0;
});

test('a fault of the server is logged whole, and the client is told no more than that', async () => {
  const answer = await send({ url }, 'GET', '/broken');
  expect(answer.json()).toMatchObject({ kind: 'Status', reason: 'InternalError', code: 500 });
  expect(answer.text).not.toContain('broken');
  expect(errors.map((line) => JSON.parse(line))).toMatchObject([{ err: { message: 'broken' }, msg: 'request failed' }]);
});

test('what breaks off because the client has left is no fault of the server', async () => {
  const connection = await dial({ url }, 'GET /left HTTP/1.1\r\nHost: x\r\n\r\n');
  await connection.closed;
  await send({ url }, 'GET', '/none');
  expect(errors).toEqual([]);
  expect(others.join('')).toContain('the client left before it was answered');
});
