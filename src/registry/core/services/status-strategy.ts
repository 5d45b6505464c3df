import type { Service } from '../../../../schemas/core/v1/service.ts';
import { validateObjectMetaUpdate } from '../../../apimachinery/validation/object-meta.ts';
import { plainStrategy } from '../../plain-strategy.ts';
import type { UpdateStrategy } from '../../strategy.ts';
import { setServiceDefaults } from './defaults.ts';
import { validateLoadBalancerStatus } from './validation/load-balancer-status.ts';

/** How the status of services is replaced. */
export const serviceStatusStrategy: UpdateStrategy<Service> = {
  ...plainStrategy,
  // It is not kept unread: what is filled in of a status depends on the type of the service.
  resetFields: ['spec'],

  setDefaults: setServiceDefaults,

  prepareForUpdate(next, old) {
    next.spec = old.spec;
  },

  validateUpdate(next, old) {
    return [
      ...validateObjectMetaUpdate(next.metadata, old.metadata),
      ...validateLoadBalancerStatus(next.status.loadBalancer, old),
    ];
  },
};
