import { type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { unavailable } from '../../apimachinery/status-error.ts';

/** A connection whose client asks to speak another protocol on it. */
export interface Upgrade {
  readonly socket: Socket;
  /** What has come in already of the other protocol. */
  readonly head: Buffer;
  /** The protocol that is asked for, in lower case: `websocket`. */
  readonly protocol: string;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route answers requests for another protocol itself; otherwise they are refused. */
    readonly upgrades?: boolean;
  }
}

const upgrades = new WeakMap<IncomingMessage, Upgrade>();

/** What a request asks to be upgraded to; undefined for most requests. */
export function upgradeOf({ raw }: Pick<FastifyRequest, 'raw'>): Upgrade | undefined {
  return upgrades.get(raw);
}

/** The refusal of a protocol that is not spoken here: clients that can do without, do so then. */
export function notUpgraded(): Error {
  return unavailable('the connection cannot be upgraded: this is not served over another protocol than HTTP');
}

/** Whether a request asks for a protocol that clients of Kubernetes know; any other offer, such as HTTP/2's, is passed over. */
export function isUpgrade({ headers: { upgrade, connection = '' } }: IncomingMessage): boolean {
  return /^(?:websocket|spdy\/3\.1)$/i.test(upgrade ?? '') && /\bupgrade\b/i.test(connection);
}

/**
 * Leads requests for another protocol to the same routes as all others. A route that does not speak it, which is every one whose
 * config does not say otherwise, answers 503; the connection is closed after the answer. A client that has not waited for the answer
 * to its last request is cut off.
 */
export function installUpgrades(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _, done) => {
    const isRefused =
      upgradeOf(request) !== undefined && request.routeOptions.config.upgrades !== true && !request.is404;
    done(isRefused ? notUpgraded() : undefined);
  });
  app.server.on('upgrade', (message: IncomingMessage, stream: Duplex, head: Buffer) => {
    // The types of the event do not say that it is one.
    const socket = stream as Socket;
    const protocol = message.headers.upgrade?.toLowerCase() ?? '';
    if (isUpgrade(message)) upgrades.set(message, { socket, head, protocol });
    const response = new ServerResponse(message);
    // The parser has let go of the connection: there is no next request on it.
    response.shouldKeepAlive = false;
    socket.on('error', () => socket.destroy());
    try {
      response.assignSocket(socket);
    } catch {
      // The answer before this one still has the connection, and nothing would tell when it is done.
      socket.destroy();
      return;
    }
    // The client need not close its side first.
    response.once('finish', () => socket.destroySoon());
    app.routing(message, response);
  });
}

/** Keeps account of the connections that a server's HTTP has let go of. What is answered cuts those that are open. */
export function upgradedConnections(server: Server): () => void {
  const sockets = new Set<Duplex>();
  server.on('upgrade', (_: IncomingMessage, socket: Duplex) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}
