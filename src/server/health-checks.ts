import type { HealthCheck, HealthPaths } from '../endpoints/routes/health.ts';
import type { Store } from '../storage/store.ts';

/**
 * What is asked for `/healthz`, `/livez` and `/readyz`; as in kube-apiserver, of each of them also whether the start has ended.
 * `/readyz` also asks a store on disk whether there is room to write.
 */
export function healthChecks(store: Store, startChecks: readonly HealthCheck[]): HealthPaths {
  const ping: HealthCheck = { name: 'ping', check: async () => {} };
  const storage: HealthCheck = {
    name: 'storage',
    check: async (signal) => {
      await store.currentRevision(signal);
    },
  };
  const writes: HealthCheck = { name: 'storage-writes', check: async (signal) => store.checkWrites?.(signal) };
  const checks = [ping, storage, ...startChecks];
  // A server that can only read need not be started anew.
  const readyz = store.checkWrites === undefined ? checks : [ping, storage, writes, ...startChecks];
  return { healthz: checks, livez: checks, readyz };
}
