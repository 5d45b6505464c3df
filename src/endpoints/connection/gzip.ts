import { pipeline, type Readable } from 'node:stream';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Answers of more bytes than these are compressed where the client accepts it, as kube-apiserver does (APIResponseCompression). */
export const GZIP_THRESHOLD = 128 * 1024;

// The fastest level, kube-apiserver's too: it makes a fifth of most answers, and better ones cost several times as much.
const OPTIONS = { level: 1 };

/** Whether a client accepts gzip; what it says of preferences does not count. */
export function acceptsGzip({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const accepted = headers['accept-encoding'];
  return typeof accepted === 'string' && accepted.split(',').some((coding) => coding.trim() === 'gzip');
}

/** Whether a body is so long that it is compressed. */
export function isWorthGzip(body: string | Uint8Array): boolean {
  if (body.length > GZIP_THRESHOLD) return true;
  // A character takes three bytes at most.
  return typeof body === 'string' && body.length * 3 > GZIP_THRESHOLD && Buffer.byteLength(body) > GZIP_THRESHOLD;
}

/** Declares an answer to be compressed. */
export function markGzip(reply: FastifyReply): void {
  const vary = reply.getHeader('vary');
  reply.header('content-encoding', 'gzip');
  reply.header('vary', vary === undefined ? 'Accept-Encoding' : [String(vary), 'Accept-Encoding']);
}

/** Compresses an answer, beside the event loop. */
export const gzip: (body: string | Uint8Array) => Promise<Buffer> = (body) => compress(body, OPTIONS);

const compress = promisify<string | Uint8Array, zlib.ZlibOptions, Buffer>(zlib.gzip);

/** Compresses an answer while it is made. What becomes of one of the two streams becomes of the other. */
export function gzipStream(body: Readable): Readable {
  // The error, if any, is that of the stream that is returned.
  return pipeline(body, zlib.createGzip(OPTIONS), () => {});
}
