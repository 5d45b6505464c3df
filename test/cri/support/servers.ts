import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type CriServer, type CriServerOptions, startCriServer } from '../../../src/cri/cri-server.ts';
import { type PodledgerServer, type ServerOptions, startServer } from '../../../src/index.ts';
import { createLogger } from '../../../src/process/log.ts';
import { connectTo, type TestClient } from './client.ts';

/** A directory that is gone after the test. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'podledger-cri-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A server with a directory for networks, and a connection to it. */
export interface Running {
  readonly client: TestClient;
  readonly socketPath: string;
  /** The directory of the networks; it is there, and empty, unless the options name another one. */
  readonly directory: string;
}

/** Starts the whole server with the container runtime interface; it is closed after the test. */
export async function startWithCri(
  options: ServerOptions = {},
): Promise<Running & { readonly server: PodledgerServer }> {
  const directory = options.cniConfDir ?? (await temporaryDirectory());
  const socketPath = join(await temporaryDirectory(), 'cri.sock');
  const server = await startServer({ criSocket: `unix://${socketPath}`, cniConfDir: directory, ...options });
  onTestFinished(() => server.close());
  return { server, socketPath, directory, client: connectTo(socketPath) };
}

/** Starts the container runtime interface by itself, over a backend of the test's; it is stopped after the test. */
export async function startCri(
  options: Partial<CriServerOptions> = {},
): Promise<Running & { readonly server: CriServer; readonly logged: readonly string[] }> {
  const directory = options.cniConfDir ?? (await temporaryDirectory());
  const socketPath = join(await temporaryDirectory(), 'cri.sock');
  const logged: string[] = [];
  const stream = { write: (line: string) => logged.push(JSON.parse(line).msg) };
  const server = await startCriServer({
    criSocket: socketPath,
    cniConfDir: directory,
    cniBinDir: ['/opt/cni/bin'],
    networkPlugin: 'cni',
    nodeName: 'node-1',
    version: '1.2.3',
    backend: { checkStore: async () => {}, listPods: async () => [] },
    logger: createLogger('info', { stdout: stream, stderr: stream }),
    ...options,
  });
  onTestFinished(async () => {
    server.kill();
    await server.stop();
  });
  return { server, socketPath, directory, client: connectTo(socketPath), logged };
}
