import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { actionNotSupported, overloaded, StatusError } from '../../apimachinery/status-error.ts';
import { type ReadyWatch, readyWatch } from '../../registry/watch.ts';
import type { EventSink } from '../../watch/event-sink.ts';
import { Batch, type EventEncoder } from '../../watch/frames.ts';
import { whenCredentialsEnd } from '../connection/credential-ends.ts';
import { httpEventSink } from '../connection/http-event-sink.ts';
import { notUpgraded, upgradeOf } from '../connection/upgrade.ts';
import { checkHandshake, webSocketEventSink } from '../connection/websocket-event-sink.ts';
import { contextOf, type Endpoint, formSource, type PathParameters } from '../endpoint.ts';
import { objectFormat, watchListFormat } from '../negotiation/output-format.ts';
import type { Query } from '../options/query.ts';
import { isWatchList, type WatchPath, watchOptions } from '../options/watch-options.ts';
import { type EventFraming, errorFrame, eventEncoder, eventFraming } from '../respond/forms/event-encoder.ts';
import { type EventObjects, objectsInForm, plainObjects } from '../respond/forms/event-object.ts';

/** GET of a path below `/watch/`, which is how watches were asked for once. `isOfOne` says that it names one object. */
export function watchHandler<T extends ApiObject>(endpoint: Endpoint<T>, { isOfOne }: { readonly isOfOne: boolean }) {
  const serve = watchServer(endpoint);
  return (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { name } = request.params as PathParameters;
    return serve(request, reply, { isWatchPath: true, name: isOfOne ? name : undefined });
  };
}

/** Serves the watches of a kind. */
export type WatchServer = (request: FastifyRequest, reply: FastifyReply, path: WatchPath) => Promise<FastifyReply>;

/**
 * Makes what serves the watches of a kind: 200 with a stream of events that ends when its time is up; or, once the request is in
 * order, with the one event that says why there is none; 429 where too many are open. Over a WebSocket where one is asked for.
 */
export function watchServer<T extends ApiObject>(endpoint: Endpoint<T>): WatchServer {
  const { resource } = endpoint;
  const source = formSource(endpoint, '');
  const encoders = encodersOf(plainObjects(source));
  return async (request, reply, path) => {
    const { definition, sources } = resource;
    if (!definition.verbs.includes('watch')) throw actionNotSupported(definition, 'watch');
    if (endpoint.maxWatches > 0 && resource.watches.size >= endpoint.maxWatches) throw overloaded();
    const query = request.query as Query;
    const options = watchOptions(query, definition, path, sources.randomInt);
    const { accept } = request.headers;
    const { format, form } = isWatchList(options) ? watchListFormat(accept) : objectFormat(accept);
    const framing = eventFraming(format, definition.schema);
    const encoder = encoders(framing, (plain) =>
      form === undefined ? plain : objectsInForm(source, form, query, plain),
    );
    const ready = await readyWatch(resource, contextOf(endpoint, request), options);
    await stream(request, reply, { ready, encoder, framing });
    return reply;
  };
}

// As Go's servers do.
const KEEP_ALIVE_MS = 15_000;

interface Stream {
  readonly ready: ReadyWatch | StatusError;
  readonly encoder: EventEncoder;
  readonly framing: EventFraming;
}

async function stream(
  request: FastifyRequest,
  reply: FastifyReply,
  { ready, encoder, framing }: Stream,
): Promise<void> {
  let close: () => void = () => {};
  const sink = await connect(request, reply, framing, () => close());
  if (sink === undefined) return;
  const opened = typeof ready === 'function' ? ready(encoder, sink) : ready;
  if (opened instanceof StatusError) {
    sink.write(new Batch([errorFrame(opened, framing)], false));
    sink.end();
  } else {
    const forget = whenCredentialsEnd(request, () => opened.end());
    close = () => {
      forget();
      opened.close();
    };
    // The client may have left meanwhile.
    if (reply.raw.destroyed) close();
  }
}

async function connect(
  request: FastifyRequest,
  reply: FastifyReply,
  { contentType, isText, lengthBytes }: EventFraming,
  onClose: () => void,
): Promise<EventSink | undefined> {
  // A client that is gone without a word would be noticed by writing only. HTTP/2 has pings of its own.
  if (request.raw.httpVersionMajor < 2) request.raw.socket.setKeepAlive(true, KEEP_ALIVE_MS);
  const upgrade = upgradeOf(request);
  if (upgrade === undefined) {
    reply.raw.once('close', onClose);
    return httpEventSink(reply, contentType);
  }
  if (upgrade.protocol !== 'websocket') throw notUpgraded();
  checkHandshake(request);
  return webSocketEventSink(request, reply, { isText, lengthBytes, onClose });
}

/** Keeps the encoders of a kind, so that watches of the same form share what is written. There are a handful of forms. */
function encodersOf(plain: EventObjects) {
  const known = new Map<string, EventEncoder>();
  return (framing: EventFraming, objectsOf: (plain: EventObjects) => EventObjects): EventEncoder => {
    const made = eventEncoder(objectsOf(plain), framing);
    const same = known.get(made.identity);
    if (same !== undefined) return same;
    known.set(made.identity, made);
    return made;
  };
}
