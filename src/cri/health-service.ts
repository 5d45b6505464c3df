import { type ServerWritableStream, status, type UntypedServiceImplementation } from '@grpc/grpc-js';
import type { Logger } from '../log.ts';
import type { Clock } from '../time/clock.ts';
import { RpcError, unary } from './unary.ts';

/** What the health service depends on. */
export interface HealthServiceOptions {
  /** The names of the services, besides the server as a whole. */
  readonly services: readonly string[];
  /** Whether the server can serve. */
  readonly isServing: () => Promise<boolean>;
  readonly clock: Clock;
  /** Aborts when the server stops; watches then end. */
  readonly stopping: AbortSignal;
  readonly logger: Logger;
}

interface HealthCheckRequest {
  readonly service: string;
}

type ServingStatus = 'SERVING' | 'NOT_SERVING' | 'SERVICE_UNKNOWN';

interface HealthCheckResponse {
  readonly status: ServingStatus;
}

// How long a watcher may be told of a change late.
const WATCH_MS = 5_000;

/** grpc.health.v1.Health: all services are as well as the server is. */
export function healthService(options: HealthServiceOptions): UntypedServiceImplementation {
  const { isServing, logger } = options;
  const services = ['', ...options.services];
  const health = async (): Promise<ServingStatus> => ((await isServing()) ? 'SERVING' : 'NOT_SERVING');
  return {
    Check: unary<HealthCheckRequest, HealthCheckResponse>(logger, async ({ service }) => {
      if (!services.includes(service)) throw new RpcError(status.NOT_FOUND, `unknown service ${service}`);
      return { status: await health() };
    }),
    List: unary(logger, async () => {
      const now = { status: await health() };
      return { statuses: Object.fromEntries(services.map((service) => [service, now])) };
    }),
    Watch: (call: ServerWritableStream<HealthCheckRequest, HealthCheckResponse>) => {
      const known = services.includes(call.request.service);
      watchHealth(call, known ? health : async () => 'SERVICE_UNKNOWN', options);
    },
  };
}

function watchHealth(
  call: ServerWritableStream<HealthCheckRequest, HealthCheckResponse>,
  health: () => Promise<ServingStatus>,
  { clock, stopping }: HealthServiceOptions,
): void {
  let told: ServingStatus | undefined;
  let cancel = (): void => {};
  let ended = false;
  const tell = async (): Promise<void> => {
    const current = await health();
    if (ended) return;
    if (current !== told) call.write({ status: current });
    told = current;
    cancel = clock.after(WATCH_MS, () => void tell());
  };
  const end = (): void => {
    ended = true;
    cancel();
    stopping.removeEventListener('abort', stop);
  };
  const stop = (): void => {
    end();
    if (told === 'SERVING') call.write({ status: 'NOT_SERVING' });
    call.end();
  };
  call.once('cancelled', end);
  stopping.addEventListener('abort', stop);
  void tell();
}
