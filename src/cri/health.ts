import { type Server, ServerInterceptingCall, type ServerInterceptor } from '@grpc/grpc-js';
import { HealthImplementation, service } from 'grpc-health-check';
import type { Clock } from '../time/clock.ts';

/** What the health service depends on. */
export interface HealthOptions {
  /** The names of the services, besides the server as a whole. */
  readonly services: readonly string[];
  /** Whether the server can serve. Does not reject. */
  readonly isServing: () => Promise<boolean>;
  readonly clock: Clock;
}

/** grpc.health.v1.Health, where all services are as well as the server is. */
export interface Health {
  /** Has to be given to the server that the service is added to. */
  readonly interceptor: ServerInterceptor;
  addToServer(server: Server): void;
  /** Tells watchers that nothing is served any more. */
  stop(): void;
}

// How long a watcher may be told of a change late.
const WATCH_MS = 5_000;

/**
 * Makes the health service of gRPC's library, which tells what was last set: it is set anew before each call and, while
 * somebody watches, every five seconds.
 */
export function serverHealth({ services, isServing, clock }: HealthOptions): Health {
  const health = new HealthImplementation();
  let told: boolean | undefined;
  let stopped = false;
  let watching = 0;
  let cancel = (): void => {};
  const tell = (serving: boolean): void => {
    // The library repeats what watchers know.
    if (serving === told) return;
    told = serving;
    for (const name of ['', ...services]) health.setStatus(name, serving ? 'SERVING' : 'NOT_SERVING');
  };
  const refresh = async (): Promise<void> => {
    const serving = await isServing();
    if (!stopped) tell(serving);
  };
  const keepTelling = (): void => {
    cancel();
    if (watching > 0 && !stopped) cancel = clock.after(WATCH_MS, () => void refresh().then(keepTelling));
  };
  const watched = (change: 1 | -1): void => {
    watching += change;
    keepTelling();
  };
  return {
    interceptor: ({ path }, call) => {
      if (!PATHS.has(path)) return new ServerInterceptingCall(call);
      const watches = path === service.Watch?.path;
      return new ServerInterceptingCall(call, {
        start(next) {
          if (watches) watched(1);
          next({
            onReceiveHalfClose: (handle) => void refresh().then(handle),
            onCancel: () => watches && watched(-1),
          });
        },
      });
    },
    addToServer: (server) => health.addToServer(server),
    stop() {
      stopped = true;
      cancel();
      tell(false);
    },
  };
}

const PATHS: ReadonlySet<string> = new Set(Object.values(service).map(({ path }) => path));
