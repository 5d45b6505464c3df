import { type handleUnaryCall, type ServerUnaryCall, status } from '@grpc/grpc-js';
import type { Logger } from '../process/log.ts';

/** An answer that is an error, with a status code of gRPC. */
export class RpcError extends Error {
  readonly code: status;

  constructor(code: status, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Makes a handler of a function. `signal` aborts when the caller is gone or its time is up. What the function rejects with
 * is answered as it is where it is an RpcError, and else logged and answered INTERNAL.
 */
export function unary<Request, Response>(
  logger: Logger,
  answer: (request: Request, signal: () => AbortSignal) => Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    answer(call.request, () => signalOf(call)).then(
      (response) => callback(null, response),
      (error: unknown) => {
        if (error instanceof RpcError) return callback({ code: error.code, details: error.message });
        logger.error({ err: error, method: call.getPath() }, 'a call of the container runtime interface failed');
        return callback({ code: status.INTERNAL, details: error instanceof Error ? error.message : String(error) });
      },
    );
  };
}

// Made when it is asked for: most calls need none.
function signalOf(call: ServerUnaryCall<unknown, unknown>): AbortSignal {
  const controller = new AbortController();
  if (call.cancelled) controller.abort();
  else call.once('cancelled', () => controller.abort());
  return controller.signal;
}
