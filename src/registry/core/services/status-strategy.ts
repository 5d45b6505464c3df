import type { Service } from '../../../../schemas/core/v1/service.ts';
import { validateObjectMetaUpdate } from '../../../apimachinery/validation/object-meta.ts';
import { plainStrategy } from '../../plain-strategy.ts';
import type { UpdateStrategy } from '../../strategy.ts';
import { setServiceDefaults } from './defaults.ts';
import { validateLoadBalancerStatus } from './validation/load-balancer-status.ts';

/** How the status of services is replaced. */
export const serviceStatusStrategy: UpdateStrategy<Service> = {
  ...plainStrategy,
  keptFields: ['spec'],

  setDefaults: setServiceDefaults,

  validateUpdate(next, old) {
    return [
      ...validateObjectMetaUpdate(next.metadata, old.metadata),
      ...validateLoadBalancerStatus(next.status.loadBalancer, old),
    ];
  },
};
