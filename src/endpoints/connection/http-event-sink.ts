import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import type { EventSink } from '../../watch/event-sink.ts';
import type { Batch } from '../../watch/frames.ts';

/**
 * Begins to answer with a stream of events, whose headers go out at once. The frames after them are written to the socket itself,
 * as chunks that were made once for all streams that carry the same: passing each through its response would cost as much again.
 */
export function httpEventSink(reply: FastifyReply, contentType: string): EventSink {
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, { 'content-type': contentType });
  raw.flushHeaders();
  return new HttpEventSink(raw);
}

class HttpEventSink implements EventSink {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  write(batch: Batch): boolean {
    const socket = this.#directSocket();
    if (socket === undefined) return this.#response.write(batch.bytes());
    const chunk = batch.chunk();
    if (typeof chunk === 'string') socket.write(chunk, batch.encoding);
    else socket.write(chunk);
    // Most often the kernel has taken it already; what write answers was decided before.
    return socket.writableLength < socket.writableHighWaterMark;
  }

  onDrained(resume: () => void): void {
    const stream = this.#directSocket() ?? this.#response;
    stream.once('drain', resume);
  }

  end(): void {
    this.#response.end();
  }

  destroy(): void {
    this.#response.destroy();
  }

  /**
   * The socket, where chunks can be written to it. Behind an answer that is not finished the response has none yet; HTTP/1.0 knows
   * no chunks, and HTTP/2 frames for itself.
   */
  #directSocket(): Socket | undefined {
    const { socket, chunkedEncoding } = this.#response;
    return chunkedEncoding && socket !== null ? socket : undefined;
  }
}
