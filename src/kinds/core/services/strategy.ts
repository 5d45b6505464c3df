import type { Service } from '../../../../schemas/core/v1/service.ts';
import { plainStrategy } from '../../../registry/definition/plain-strategy.ts';
import type { CreateStrategy, UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { setServiceDefaults } from './defaults.ts';
import { dropTypeDependentFields } from './type-change.ts';
import { validateServiceUpdate } from './validation/service-update.ts';
import { validateService } from './validation.ts';
import { warningsForService } from './warnings.ts';

/** How services are created and, but for their status, replaced. */
export const serviceStrategy: CreateStrategy<Service> & UpdateStrategy<Service> = {
  ...plainStrategy,
  // It is not kept unread: with its type a service loses its load balancer.
  resetFields: ['status'],
  allowCreateOnUpdate: true,

  setDefaults: setServiceDefaults,

  prepareForCreate(service) {
    service.status = { loadBalancer: {} };
  },

  validate(service) {
    return validateService(service);
  },

  warningsOnCreate: warningsForService,

  prepareForUpdate(next, old) {
    next.status = next.spec.type === 'LoadBalancer' ? old.status : { ...old.status, loadBalancer: {} };
    dropTypeDependentFields(next.spec, old.spec);
  },

  validateUpdate: validateServiceUpdate,

  warningsOnUpdate: warningsForService,
};
