import type { Service } from '../../../../schemas/core/v1/service.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { nonStandardIPAddress } from '../../../apimachinery/validation/ip-addresses.ts';
import { validateObjectMetaUpdate } from '../../../apimachinery/validation/object-meta.ts';
import { plainStrategy } from '../../../registry/definition/plain-strategy.ts';
import type { UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { setServiceDefaults } from './defaults.ts';
import { validateLoadBalancerStatus } from './validation/load-balancer-status.ts';

const INGRESS = FieldPath.of('status').child('loadBalancer').child('ingress');

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

  warningsOnUpdate({ status: { loadBalancer } }) {
    const { ingress = [] } = loadBalancer;
    return ingress
      .map(({ ip = '' }, i) => nonStandardIPAddress(INGRESS.index(i), ip))
      .filter((warning) => warning !== undefined);
  },
};
