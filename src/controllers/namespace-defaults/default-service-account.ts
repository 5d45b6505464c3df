import type { ServiceAccount } from '../../../schemas/core/v1/service-account.ts';
import type { Registry } from '../../registry/registry.ts';
import type { NamespaceDefault } from './namespace-default.ts';

/** The service account that pods have which name none. */
export function defaultServiceAccount(registry: Registry<ServiceAccount>): NamespaceDefault<ServiceAccount> {
  return {
    controller: 'serviceaccount-controller',
    registry,
    name: 'default',
    fillIn() {},
    // It is everybody's to change.
    isChanged: () => false,
  };
}
