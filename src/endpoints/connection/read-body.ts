import type { IncomingMessage } from 'node:http';
import {
  badRequest,
  overloaded,
  requestEntityTooLarge,
  type StatusError,
  timedOut,
} from '../../apimachinery/status-error.ts';
import type { BodyAccount } from '../filters/body-budget.ts';
import type { Deadline } from './deadlines.ts';

/** The largest body that is read, in bytes: kube-apiserver's limit. */
const MAX_BODY_BYTES = 3 * 1024 * 1024;

/**
 * Reads a body. Calls `done` once: with its bytes, or with 413 as soon as it is known to be too large, 504 where it does not arrive
 * before the deadline, 400 where the client leaves in the middle, 429 where there is no room for it beside other bodies. What follows
 * a body that is too large is dropped, so that a client that is still sending gets to read its answer; one that does not stop is cut
 * off at the deadline.
 */
export function readBody(
  message: IncomingMessage,
  { callbacks }: Deadline,
  account: BodyAccount,
  done: (error: StatusError | null, bytes?: Buffer) => void,
): void {
  // Without Content-Length and Transfer-Encoding there is no body, and nothing more happens.
  if (message.readableEnded) {
    done(null, Buffer.alloc(0));
    return;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  let settled = false;
  // Errors are made when they are needed: making one costs more than reading a body.
  const settle = (fault?: () => StatusError): void => {
    if (settled) return;
    settled = true;
    callbacks.delete(expire);
    if (fault === undefined) {
      done(null, chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, bytes));
    } else {
      chunks.length = 0;
      done(fault());
    }
  };
  const expire = (): void => settle(() => timedOut());
  const leave = (): void => settle(() => badRequest('the client went away before it had sent the whole body'));
  const cut = (): void => void message.destroy();
  const refuse = (fault: () => StatusError): void => {
    callbacks.add(cut);
    message.once('close', () => callbacks.delete(cut));
    account.close();
    settle(fault);
  };
  const exceed = (): void => refuse(() => requestEntityTooLarge(MAX_BODY_BYTES));
  callbacks.add(expire);
  message
    .on('data', (chunk: Buffer) => {
      if (settled) return;
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) exceed();
      else if (account.add(chunk.length)) chunks.push(chunk);
      else refuse(overloaded);
    })
    .on('end', () => settle())
    .on('close', leave)
    .on('error', leave);
  if (Number(message.headers['content-length']) > MAX_BODY_BYTES) exceed();
}
