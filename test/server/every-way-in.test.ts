import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Agent, request } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccessServer, startAccessServer } from '../support/access-server.ts';

// Every route that a server has, with every method, also for another protocol: nobody gets past who they are and what they may.

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY'];

/** What everybody who has proved who they are may ask for: discovery, health, and questions about themselves. */
const FOR_THE_KNOWN = [
  /^GET \/(apis?|openapi|version)(\/|$)/,
  /^GET \/(healthz|livez|readyz)$/,
  /^POST \/apis\/authorization\.k8s\.io\/v1\/selfsubject(access|rules)reviews$/,
  /^POST \/apis\/authentication\.k8s\.io\/v1\/selfsubjectreviews$/,
];
/** What everybody else may ask for. */
const FOR_ALL = [/^GET \/(version\/?|healthz|livez|readyz)$/];

let server: AccessServer;
/** The paths of all routes, with something in place of each part that stands for any text. */
let paths: string[];
/** The methods of all routes. */
const taken = new Set<string>();
const agent = new Agent({ keepAlive: true, maxSockets: 16 });

beforeAll(async () => {
  const found = new Set<string>();
  const watchRoutes = (message: unknown): void => {
    const { fastify } = message as { readonly fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ url, method }) => {
      found.add(url.replaceAll(/:\w+(\([^)]*\))?|\*/g, 'x'));
      for (const one of [method].flat()) taken.add(one);
    });
  };
  subscribe('fastify.initialization', watchRoutes);
  server = await startAccessServer({ users: { ann: [] } });
  unsubscribe('fastify.initialization', watchRoutes);
  paths = [...found].filter((path) => path !== '');
});
afterAll(async () => {
  agent.destroy();
  await server.stop();
});

/** The status of the answer to a request; 101 where the connection is taken over. */
function ask(method: string, path: string, headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const isUpgrade = headers.upgrade !== undefined;
    const sent = request({ hostname, port, method, path, headers, agent: isUpgrade ? false : agent });
    sent.once('error', reject);
    sent.once('upgrade', ({ statusCode = 0 }, socket) => {
      socket.destroy();
      resolve(statusCode);
    });
    sent.once('response', (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    sent.end();
  });
}

interface Question {
  readonly method: string;
  readonly path: string;
}

/** The requests that are answered with another status, but for those that are allowed. */
async function others(
  questions: readonly Question[],
  headers: Readonly<Record<string, string>>,
  status: number,
  allowed: readonly RegExp[],
): Promise<string[]> {
  const waiting = questions.filter(({ method, path }) => !allowed.some((one) => one.test(`${method} ${path}`)));
  const found: string[] = [];
  const drain = async (): Promise<void> => {
    for (let question = waiting.pop(); question !== undefined; question = waiting.pop()) {
      const { method, path } = question;
      const answered = await ask(method, path, headers);
      if (answered !== status) found.push(`${answered} ${method} ${path}`);
    }
  };
  await Promise.all(Array.from({ length: 16 }, drain));
  return found.sort();
}

describe.for([
  ['somebody without rights', { authorization: 'Bearer ann' }, 403, FOR_THE_KNOWN],
  ['nobody', {}, 403, FOR_ALL],
  ['somebody whose token is not known', { authorization: 'Bearer other' }, 401, []],
] as const)('%s', ([, headers, status, allowed]) => {
  test(`is answered ${status} at every path with every method, but for what all may see`, async () => {
    expect(paths.length).toBeGreaterThan(150);
    expect([...taken].filter((method) => !METHODS.includes(method))).toEqual([]);
    const questions = paths.flatMap((path) => METHODS.map((method) => ({ method, path })));
    expect(await others(questions, headers, status, allowed)).toEqual([]);
  });

  test(`is answered ${status} when asking for WebSocket, likewise`, async () => {
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    };
    const questions = paths.flatMap((path) =>
      [path, `${path}?watch=true`].map((one) => ({ method: 'GET', path: one })),
    );
    const seen = allowed.map(({ source }) => new RegExp(source.replace('$', '(\\?|$)')));
    expect(await others(questions, { ...headers, ...upgrade }, status, seen)).toEqual([]);
  });

  test(`is answered ${status} at paths that nothing is served at`, async () => {
    const unknown = [
      '/',
      '/x',
      '/metrics',
      '/debug/pprof',
      '/api/v1/x',
      '/api/v1/watch/pods',
      '/api/v1/namespaces/x/x/x/x',
    ];
    const questions = unknown.flatMap((path) => METHODS.map((method) => ({ method, path })));
    expect(await others(questions, headers, status, [])).toEqual([]);
  });
});
