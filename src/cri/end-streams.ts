import { ServerInterceptingCall, type ServerInterceptor, status } from '@grpc/grpc-js';

/** Makes an interceptor that ends calls whose answers are a stream, with OK, when `stopping` aborts. */
export function endStreams(stopping: AbortSignal): ServerInterceptor {
  return ({ responseStream }, call) => {
    if (!responseStream) return new ServerInterceptingCall(call);
    const end = (): void => call.sendStatus({ code: status.OK, details: 'OK' });
    const forget = (): void => stopping.removeEventListener('abort', end);
    stopping.addEventListener('abort', end);
    return new ServerInterceptingCall(call, {
      start: (next) => next({ onCancel: forget }),
      sendStatus(sent, next) {
        forget();
        next(sent);
      },
    });
  };
}
