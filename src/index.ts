import type { ServerOptions } from './config/server-options.ts';
import { completeConfig, OptionError } from './config.ts';
import { stopGracefully } from './process/graceful-stop.ts';
import { kubeconfigFor } from './process/kubeconfig.ts';
import { createServer } from './server/server.ts';

export type { Container } from '../schemas/core/v1/container.ts';
export type { ContainerState } from '../schemas/core/v1/container-state.ts';
export type { ContainerStatus } from '../schemas/core/v1/container-status.ts';
export type { Namespace, NamespaceList } from '../schemas/core/v1/namespace.ts';
export type { Pod, PodList } from '../schemas/core/v1/pod.ts';
export type { PodSpec } from '../schemas/core/v1/pod-spec.ts';
export type { PodCondition, PodStatus } from '../schemas/core/v1/pod-status.ts';
export type { DeleteOptions } from '../schemas/meta/v1/delete-options.ts';
export type { ListMeta } from '../schemas/meta/v1/list-meta.ts';
export type { ObjectMeta } from '../schemas/meta/v1/object-meta.ts';
export type { Status, StatusCause, StatusDetails } from '../schemas/meta/v1/status.ts';
export type { ServerOptions } from './config/server-options.ts';
export type { LogLevel } from './process/log-level.ts';

/** A server that runs in this process. */
export interface PodledgerServer {
  /** Where it listens, such as `http://127.0.0.1:40123`, without a slash at the end. */
  readonly url: string;
  /** The text of a kubeconfig that points at it, for `kubectl --kubeconfig` or a client library. */
  kubeconfig(): string;
  /** Stops it: requests in flight are answered, watches end. Further calls return the same promise. */
  close(): Promise<void>;
  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a server in this process, on a free port and with an empty memory store unless told otherwise. Each call starts
 * one of its own; they share nothing.
 *
 * Rejects with a TypeError where an option is wrong, and with the Error of the operating system where it cannot listen. Where the
 * store cannot be opened, the message of the Error says why.
 *
 * @example A test with vitest, against the server's REST API
 * ```ts
 * import { afterAll, beforeAll, expect, test } from 'vitest';
 * import { type PodledgerServer, startServer } from 'podledger';
 *
 * let server: PodledgerServer;
 * beforeAll(async () => {
 *   server = await startServer();
 * });
 * afterAll(() => server.close());
 *
 * test('a new cluster has no pods', async () => {
 *   const answer = await fetch(`${server.url}/api/v1/namespaces/default/pods`);
 *   expect(await answer.json()).toMatchObject({ kind: 'PodList', items: [] });
 * });
 * ```
 *
 * @example With a client library that reads a kubeconfig
 * ```ts
 * import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
 *
 * const config = new KubeConfig();
 * config.loadFromString(server.kubeconfig());
 * const pods = config.makeApiClient(CoreV1Api);
 * ```
 */
export async function startServer(options: ServerOptions = {}): Promise<PodledgerServer> {
  const completed = completeConfig({
    ...options,
    // In a test, any port does and the runner has its own output.
    port: options.port ?? 0,
    logLevel: options.logLevel ?? 'silent',
  });
  if (!completed.ok) throw wrongOption(completed);
  const { config } = completed;
  const server = await createServer(config).catch((error: unknown) => {
    throw error instanceof OptionError ? wrongOption(error) : error;
  });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= stopGracefully(server, config.shutdownGraceMs).then(() => {});
    return closing;
  };
  return { url: server.url, kubeconfig: () => kubeconfigFor(server.url), close, [Symbol.asyncDispose]: close };
}

function wrongOption({ option, problem }: { readonly option: string; readonly problem: string }): TypeError {
  return new TypeError(`startServer: ${option}: ${problem}`);
}
