import type { ServiceAccount } from '../../../schemas/core/v1/service-account.ts';
import type { ResourceContext } from '../../registry/resource-context.ts';
import type { NamespaceDefault } from './namespace-default.ts';

/** The service account that pods have which name none. */
export function defaultServiceAccount(resource: ResourceContext<ServiceAccount>): NamespaceDefault<ServiceAccount> {
  return {
    controller: 'serviceaccount-controller',
    resource,
    name: 'default',
    fillIn() {},
    // It is everybody's to change.
    isChanged: () => false,
  };
}
