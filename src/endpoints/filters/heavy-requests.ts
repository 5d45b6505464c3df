import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { timedOut } from '../../apimachinery/status-error.ts';
import type { Deadline } from '../connection/deadlines.ts';
import { documentOf } from '../decoding/body-decoding.ts';
import type { Endpoint, PathParameters } from '../endpoint.ts';
import { objectFormat } from '../negotiation/output-format.ts';
import { parseQuery } from '../options/parse-query.ts';
import type { Query } from '../options/query.ts';
import { isIndented } from '../respond/respond.ts';
import { isHeavyBody } from './heavy-body.ts';
import type { HeavyLane } from './heavy-lane.ts';
import { writeHeavyTexts } from './heavy-texts.ts';

/** What is to be known of a route whose requests may be handed on. */
export interface HeavyRoute {
  /** The key of the object that a request is about; undefined where there is none yet. */
  readonly key: (parameters: PathParameters) => string | undefined;
  /** Waits until the version that a read names is reached, if any. @throws StatusError 400, 500, 504 */
  readonly reached: (query: Query, signal: AbortSignal | undefined) => Promise<void> | undefined;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Absent where requests are always answered in this thread. */
    readonly heavy?: HeavyRoute;
  }
}

/**
 * Hands on the requests that would take long in one turn of the event loop: those with a body of many parts, and those about an
 * object that is large, unless its text is all that is asked for.
 */
export function handOnHeavyRequests(
  app: FastifyInstance,
  lane: HeavyLane,
  endpoint: Pick<Endpoint<never>, 'deadlines'>,
): void {
  writeHeavyTexts(app, lane);
  app.addHook('preValidation', (request, reply, done) => {
    const { heavy } = request.routeOptions.config;
    if (heavy === undefined || !isHeavy(request, heavy, lane)) {
      done();
      return;
    }
    handOn(request, reply, heavy, lane, patience(reply, endpoint.deadlines.current())).catch(done);
  });
}

function isHeavy(request: FastifyRequest, { key }: HeavyRoute, lane: HeavyLane): boolean {
  if (request.method !== 'GET' && isHeavyBody(documentOf(request))) return true;
  const name = key(request.params as PathParameters);
  return name !== undefined && lane.isLarge(name) && (request.method !== 'GET' || !isPlain(request));
}

/** Whether the stored text is the answer as it stands. */
function isPlain(request: FastifyRequest): boolean {
  const format = objectFormat(request.headers.accept);
  return format.format === 'json' && format.form === undefined && !isIndented(request, format);
}

/** Aborts where the time of a request is up, and where its client has left. */
function patience({ raw }: FastifyReply, { callbacks }: Deadline): AbortSignal {
  const controller = new AbortController();
  const expire = (): void => controller.abort(timedOut());
  callbacks.add(expire);
  raw.once('close', () => {
    callbacks.delete(expire);
    controller.abort();
  });
  return controller.signal;
}

async function handOn(
  request: FastifyRequest,
  reply: FastifyReply,
  { reached }: HeavyRoute,
  lane: HeavyLane,
  signal: AbortSignal,
): Promise<void> {
  const { method, id, user } = request;
  let { url } = request;
  if (method === 'GET') {
    await reached(request.query as Query, signal);
    // It is reached, which nobody else can tell.
    url = withoutVersion(url);
  }
  // Who asks is known: what proves it goes no further.
  const { authorization: _, ...headers } = { ...request.headers, 'audit-id': id };
  const {
    status,
    headers: answered,
    body,
  } = await lane.answer({ method, url, headers, body: documentOf(request).bytes, user }, signal);
  reply.code(status);
  for (const [name, value] of Object.entries(answered)) {
    if (value !== undefined && !OF_THE_CONNECTION.has(name)) reply.header(name, value);
  }
  reply.send(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
}

function withoutVersion(url: string): string {
  const query = url.indexOf('?');
  if (query < 0) return url;
  const kept = url
    .slice(query + 1)
    .split('&')
    .filter((parameter) => !VERSIONS.some((name) => Object.hasOwn(parseQuery(parameter), name)));
  return kept.length === 0 ? url.slice(0, query) : `${url.slice(0, query)}?${kept.join('&')}`;
}

const VERSIONS = ['resourceVersion', 'resourceVersionMatch'];

const OF_THE_CONNECTION: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
]);
