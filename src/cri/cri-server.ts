import { Server, ServerCredentials } from '@grpc/grpc-js';
import { service as healthDefinition } from 'grpc-health-check';
import type { Logger } from '../process/log.ts';
import { type Clock, systemClock } from '../time/clock.ts';
import type { Backend, NodeReports } from './backend.ts';
import { runtimeCheck } from './check-runtime.ts';
import type { WatchFunction } from './cni/watch-directory.ts';
import { endStreams } from './end-streams.ts';
import { type Health, serverHealth } from './health.ts';
import { loadServices } from './load-services.ts';
import { holdNetworkConfig, type NetworkConfigHolder } from './network-config.ts';
import { type NodeReporter, startNodeReporter } from './node-reporter.ts';
import { rememberPodCidr } from './pod-cidr.ts';
import { addReflection } from './reflection.ts';
import { imageService, runtimeService } from './runtime-service.ts';
import { answerStatus, type StatusSources } from './status.ts';
import { statusInfo } from './status-info.ts';
import { placeSocket } from './unix-socket.ts';

/** How the container runtime interface is served. */
export interface CriServerOptions {
  /** Where the socket is, an absolute path. */
  readonly criSocket: string;
  /** Where the configurations of networks are. */
  readonly cniConfDir: string;
  /** Where a runtime would look for CNI plugins. Only told, since nothing is run. */
  readonly cniBinDir: readonly string[];
  /** With none, the network is always ready. */
  readonly networkPlugin: '' | 'cni';
  readonly nodeName: string;
  /** The package's version. */
  readonly version: string;
  readonly backend: Backend;
  /** Where the state of the node is reported; nowhere by default. */
  readonly nodeReports?: NodeReports | undefined;
  readonly logger: Logger;
  /** Default the machine's. */
  readonly clock?: Clock;
  /** How to be told of changes in cniConfDir. Default `fs.watch`. */
  readonly watch?: WatchFunction;
}

/** A server of the container runtime interface. */
export interface CriServer {
  /** Takes no new calls and resolves once those in flight are answered and the socket is gone; watches end at once. */
  stop(): Promise<void>;
  /** Cuts every connection at once; a stop under way then ends. */
  kill(): void;
}

/**
 * Serves the container runtime interface, gRPC's health and its reflection on a unix socket. The network's configuration
 * is loaded once before it listens. Rejects where the socket is in use or cannot be made.
 */
export async function startCriServer(options: CriServerOptions): Promise<CriServer> {
  const { backend, networkPlugin, logger, clock = systemClock() } = options;
  const stopping = new AbortController();
  let reporter: NodeReporter | undefined;
  const changed = (): void => void reporter?.report();
  const network =
    networkPlugin === '' ? undefined : holdNetworkConfig({ ...options, clock, changed, directory: options.cniConfDir });
  try {
    const podCidr = rememberPodCidr(logger);
    const status: StatusSources = {
      checkRuntime: runtimeCheck(backend, clock),
      refreshNetwork: network?.refresh,
      info: (current) => statusInfo({ ...options, podCidr: podCidr.get() }, current),
    };
    const runtimeOptions = { version: options.version, backend, status, setPodCidr: podCidr.set, logger };
    const runtime = {
      'runtime.v1.RuntimeService': runtimeService('v1', runtimeOptions),
      'runtime.v1.ImageService': imageService(logger),
      'runtime.v1alpha2.RuntimeService': runtimeService('v1alpha2', runtimeOptions),
      'runtime.v1alpha2.ImageService': imageService(logger),
    };
    const isServing = async (): Promise<boolean> => (await status.checkRuntime()) === undefined;
    const health = serverHealth({ services: Object.keys(runtime), isServing, clock });
    const server = await serverOf(runtime, health, stopping.signal);
    await network?.refresh();
    stopping.signal.addEventListener('abort', () => health.stop());
    const listening = await listen(server, options.criSocket, stopping, network);
    reporter = reporterOf(options, clock, status);
    return { ...listening, stop: async () => void (await Promise.all([listening.stop(), reporter?.stop()])) };
  } catch (error) {
    network?.close();
    throw error;
  }
}

function reporterOf(
  { nodeReports, logger }: CriServerOptions,
  clock: Clock,
  sources: StatusSources,
): NodeReporter | undefined {
  if (nodeReports === undefined) return undefined;
  const conditions = async () => (await answerStatus(sources, { verbose: false })).status.conditions;
  return startNodeReporter({ reports: nodeReports, conditions, clock, logger });
}

async function serverOf(
  runtime: Readonly<Record<string, ReturnType<typeof imageService>>>,
  health: Health,
  stopping: AbortSignal,
): Promise<Server> {
  const definitions = { ...(await loadServices('v1')), ...(await loadServices('v1alpha2')) };
  // Channelz, grpc-js's accounts of connections and calls, has to stay on: without it, forceShutdown cuts no connection.
  const server = new Server({ interceptors: [health.interceptor, endStreams(stopping)] });
  for (const [name, definition] of Object.entries(definitions)) {
    const implementation = runtime[name];
    if (implementation === undefined) throw new Error(`${name} has no implementation`);
    server.addService(definition, implementation);
  }
  health.addToServer(server);
  addReflection(server, [...Object.values(definitions), healthDefinition]);
  return server;
}

async function listen(
  server: Server,
  path: string,
  stopping: AbortController,
  network: NetworkConfigHolder | undefined,
): Promise<CriServer> {
  try {
    const socket = await placeSocket(path, (temporary) => bind(server, temporary));
    const killed = Promise.withResolvers<void>();
    return {
      async stop() {
        network?.close();
        const drained = shutDown(server);
        stopping.abort();
        // What was killed before never tells that it is drained.
        await Promise.race([drained, killed.promise]);
        await socket.remove();
      },
      kill() {
        server.forceShutdown();
        killed.resolve();
      },
    };
  } catch (error) {
    server.forceShutdown();
    throw error;
  }
}

function bind(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.bindAsync(`unix:${path}`, ServerCredentials.createInsecure(), (error) =>
      error === null ? resolve() : reject(error),
    );
  });
}

function shutDown(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.tryShutdown((error) => (error === undefined ? resolve() : reject(error)));
  });
}
