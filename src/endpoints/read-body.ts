import type { IncomingMessage } from 'node:http';
import { badRequest, requestEntityTooLarge, timedOut } from '../apimachinery/status-error.ts';

/** The largest body that is read, in bytes: kube-apiserver's limit. */
export const MAX_BODY_BYTES = 3 * 1024 * 1024;

/**
 * Reads a body as UTF-8 text; bytes that are none become U+FFFD, as in Go.
 * @throws StatusError 413 as soon as the body is known to be too large, 504 where it does not arrive before `signal`
 *   aborts, 400 where the client leaves in the middle.
 */
export function readBody(message: IncomingMessage, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const finish = (error: Error | undefined): void => {
      signal.removeEventListener('abort', expire);
      message.off('data', take).off('end', done).off('close', leave).off('error', leave);
      if (error === undefined) {
        resolve((chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, bytes)).toString());
      } else {
        // What is still to come is dropped, so that the client gets to read the answer.
        message.on('error', () => {}).resume();
        reject(error);
      }
    };
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) finish(requestEntityTooLarge(MAX_BODY_BYTES));
      else chunks.push(chunk);
    };
    const done = (): void => finish(undefined);
    const leave = (): void => finish(badRequest('the client went away before it had sent the whole body'));
    const expire = (): void => finish(timedOut('request did not complete within the allotted timeout'));
    if (Number(message.headers['content-length']) > MAX_BODY_BYTES)
      return finish(requestEntityTooLarge(MAX_BODY_BYTES));
    if (signal.aborted) return expire();
    signal.addEventListener('abort', expire);
    message.on('data', take).on('end', done).on('close', leave).on('error', leave);
  });
}
