import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { StatusError } from '../../apimachinery/status-error.ts';
import type { EventSink } from '../../watch/event-sink.ts';
import type { Batch } from '../../watch/frames.ts';
import { upgradeOf } from './upgrade.ts';

// What waits to be sent on a connection before it counts as slow: as much as a socket takes.
const HIGH_WATER_MARK = 64 * 1024;
// How long a client may take to read the rest of a stream that has ended, and to close its side.
const GOODBYE_MS = 5000;
// Clients have nothing to say.
const MAX_RECEIVED_BYTES = 4096;

/** What a stream of events over a WebSocket needs to know. */
export interface WebSocketStream {
  /** Whether events are sent as text. */
  readonly isText: boolean;
  /** How many bytes at the beginning of a frame are left out: a message tells its length itself. */
  readonly lengthBytes: number;
  /** Called once when the connection is gone. */
  readonly onClose: () => void;
}

/**
 * Refuses a handshake that kube-apiserver refuses, too, before anything is done: a client has to name its origin and may offer one
 * protocol at most. @throws StatusError 403, 400
 */
export function checkHandshake({ headers }: FastifyRequest): void {
  if ((headers.origin ?? '') === '') throw new StatusError(403, 'Forbidden', 'null origin');
  if (headers['sec-websocket-protocol']?.includes(',') === true) {
    throw new StatusError(400, 'BadRequest', 'at most one WebSocket protocol can be offered');
  }
}

/**
 * Answers a request for a WebSocket with one that carries a stream of events, one in each message. The library is loaded with the
 * first of them. Resolves to undefined where the handshake failed, which is answered already.
 */
export async function webSocketEventSink(
  request: FastifyRequest,
  reply: FastifyReply,
  stream: WebSocketStream,
): Promise<EventSink | undefined> {
  const upgrade = upgradeOf(request);
  if (upgrade === undefined) return undefined;
  const { WebSocketServer } = await import('ws');
  reply.hijack();
  const { socket, head } = upgrade;
  // The connection is the WebSocket's from here on.
  reply.raw.detachSocket(upgrade.socket);
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_RECEIVED_BYTES, perMessageDeflate: false });
  return new Promise((resolve) => {
    socket.once('close', () => resolve(undefined));
    server.handleUpgrade(request.raw, socket, head, (webSocket) => {
      webSocket.once('close', stream.onClose);
      webSocket.on('error', () => webSocket.terminate());
      resolve(new WebSocketEventSink(webSocket, stream));
    });
  });
}

class WebSocketEventSink implements EventSink {
  readonly #webSocket: WebSocket;
  readonly #isText: boolean;
  readonly #lengthBytes: number;
  #resume: (() => void) | undefined;

  constructor(webSocket: WebSocket, { isText, lengthBytes }: WebSocketStream) {
    this.#webSocket = webSocket;
    this.#isText = isText;
    this.#lengthBytes = lengthBytes;
  }

  write({ frames }: Batch): boolean {
    for (const frame of frames) {
      const message = typeof frame === 'string' ? frame : frame.subarray(this.#lengthBytes);
      this.#webSocket.send(message, { binary: !this.#isText }, this.#onSent);
    }
    return this.#webSocket.bufferedAmount < HIGH_WATER_MARK;
  }

  onDrained(resume: () => void): void {
    this.#resume = resume;
  }

  end(): void {
    this.#webSocket.close(1000);
    // kube-apiserver does not wait for the client's goodbye at all.
    const cut = setTimeout(() => this.#webSocket.terminate(), GOODBYE_MS).unref();
    this.#webSocket.once('close', () => clearTimeout(cut));
  }

  destroy(): void {
    this.#webSocket.terminate();
  }

  readonly #onSent = (): void => {
    if (this.#resume === undefined || this.#webSocket.bufferedAmount > 0) return;
    const resume = this.#resume;
    this.#resume = undefined;
    resume();
  };
}
