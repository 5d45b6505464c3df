import type { HealthCheck, HealthPaths } from '../endpoints/routes/health.ts';
import type { Store } from '../storage/store.ts';

/** What is asked for `/healthz`, `/livez` and `/readyz`; as in kube-apiserver, of each of them also whether the start has ended. */
export function healthChecks(store: Store, startChecks: readonly HealthCheck[]): HealthPaths {
  const ping: HealthCheck = { name: 'ping', check: async () => {} };
  const storage: HealthCheck = {
    name: 'storage',
    check: async (signal) => {
      await store.currentRevision(signal);
    },
  };
  const checks = [ping, storage, ...startChecks];
  return { healthz: checks, livez: checks, readyz: checks };
}
