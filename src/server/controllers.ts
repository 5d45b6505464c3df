import type { ApiObject } from '../apimachinery/api-object.ts';
import type { Config } from '../config.ts';
import { defaultServiceAccount } from '../controllers/namespace-defaults/default-service-account.ts';
import type { NamespaceDefault } from '../controllers/namespace-defaults/namespace-default.ts';
import { rootCertificates } from '../controllers/namespace-defaults/root-certificates.ts';
import { type ControllerFailure, type Controllers, startControllers } from '../controllers/start-controllers.ts';
import { configMaps } from '../kinds/core/config-maps/index.ts';
import { namespaces } from '../kinds/core/namespaces/index.ts';
import { serviceAccounts } from '../kinds/core/service-accounts/index.ts';
import { clusterRoles } from '../kinds/rbac/cluster-roles/index.ts';
import type { Logger } from '../process/log.ts';
import type { Registry } from '../registry/registry.ts';
import type { Clock } from '../time/clock.ts';

/** Starts the controllers that the config asks for. */
export function startServerControllers(config: Config, registry: Registry, clock: Clock, logger: Logger): Controllers {
  return startControllers({
    namespaces: registry.of(namespaces),
    registry,
    clock,
    garbageCollector: config.garbageCollector,
    aggregatedRoles: config.controllers.includes('clusterrole-aggregation-controller')
      ? registry.of(clusterRoles)
      : undefined,
    namespaceDefaults: namespaceDefaults(config, registry),
    failed: (failure) => logFailure(logger, failure),
  });
}

/** What the controllers give each namespace that the config asks for. */
function namespaceDefaults({ controllers }: Config, registry: Registry): NamespaceDefault<ApiObject>[] {
  // There is no TLS, and nobody to be trusted for it.
  const certificates = '';
  const all: NamespaceDefault<ApiObject>[] = [
    defaultServiceAccount(registry.of(serviceAccounts)),
    rootCertificates(registry.of(configMaps), certificates),
  ];
  return all.filter(({ controller }) => controllers.some((name) => name === controller));
}

/** A controller tries again until it can, so that it is the first time that matters. */
function logFailure(logger: Logger, { controller, key, error, times }: ControllerFailure): void {
  logger[times === 1 ? 'warn' : 'debug']({ err: error, key }, `the ${controller} will try again`);
}
