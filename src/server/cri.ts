import type { Config } from '../config.ts';
import type { CriServer } from '../cri/cri-server.ts';
import { leases } from '../kinds/coordination/leases/index.ts';
import { nodes } from '../kinds/core/nodes/index.ts';
import { pods } from '../kinds/core/pods/index.ts';
import { createLogger } from '../process/log.ts';
import type { Registry } from '../registry/registry.ts';
import type { Store } from '../storage/store.ts';
import { listNodePods } from './node-pods.ts';
import { nodeReports } from './node-reports.ts';

/**
 * Serves the container runtime interface, where the config asks for it. Its code is imported only then: loading gRPC takes
 * a tenth of a second.
 */
export async function startCri(config: Config, store: Store, registry: Registry): Promise<CriServer | undefined> {
  const { criSocket, nodeName, reportsNode, now } = config;
  if (criSocket === undefined) return undefined;
  const { startCriServer } = await import('../cri/cri-server.ts');
  return startCriServer({
    ...config,
    criSocket,
    backend: {
      checkStore: async (signal) => void (await store.currentRevision(signal)),
      listPods: (signal) => listNodePods(registry.of(pods), nodeName, signal),
    },
    nodeReports: reportsNode
      ? nodeReports({ nodes: registry.of(nodes), leases: registry.of(leases) }, nodeName, now)
      : undefined,
    logger: createLogger(config.logLevel),
  });
}
