import type { IncomingMessage } from 'node:http';
import { badRequest, requestEntityTooLarge, type StatusError, timedOut } from '../apimachinery/status-error.ts';
import type { Deadline } from './deadlines.ts';

/** The largest body that is read, in bytes: kube-apiserver's limit. */
export const MAX_BODY_BYTES = 3 * 1024 * 1024;

/**
 * Reads a body as UTF-8 text; bytes that are none become U+FFFD, as in Go. Calls `done` once: with the text, or with 413 as soon
 * as the body is known to be too large, 504 where it does not arrive before the deadline, 400 where the client leaves in the
 * middle.
 */
export function readBody(
  message: IncomingMessage,
  { callbacks }: Deadline,
  done: (error: StatusError | null, text?: string) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let settled = false;
  // Errors are made when they are needed: making one costs more than reading a body.
  const settle = (fault?: () => StatusError): void => {
    if (settled) return;
    settled = true;
    callbacks.delete(expire);
    if (fault === undefined) {
      done(null, (chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, bytes)).toString());
    } else {
      // What is still to come is dropped, so that the client gets to read the answer.
      message.resume();
      done(fault());
    }
  };
  const expire = (): void => settle(() => timedOut('request did not complete within the allotted timeout'));
  const leave = (): void => settle(() => badRequest('the client went away before it had sent the whole body'));
  const exceed = (): void => settle(() => requestEntityTooLarge(MAX_BODY_BYTES));
  callbacks.add(expire);
  message
    .on('data', (chunk: Buffer) => {
      if (settled) return;
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) exceed();
      else chunks.push(chunk);
    })
    .on('end', () => settle())
    .on('close', leave)
    .on('error', leave);
  if (Number(message.headers['content-length']) > MAX_BODY_BYTES) exceed();
}
