import type { Endpoints } from '../../../../schemas/core/v1/endpoints.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { nonStandardIPAddress } from '../../../apimachinery/validation/ip-addresses.ts';
import { warningsOfEach } from '../../../apimachinery/warnings.ts';
import { plainStrategy } from '../../../registry/definition/plain-strategy.ts';
import type { CreateStrategy, UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { validateEndpoints, validateEndpointsUpdate } from './validation.ts';

const SUBSETS = FieldPath.of('subsets');
const MANAGED_BY = 'endpoints.kubernetes.io/managed-by';

/** How Endpoints are created and replaced. */
export const endpointsStrategy: CreateStrategy<Endpoints> & UpdateStrategy<Endpoints> = {
  ...plainStrategy,
  allowCreateOnUpdate: true,

  setDefaults({ subsets = [] }) {
    for (const { ports = [] } of subsets) for (const port of ports) port.protocol ||= 'TCP';
  },

  validate: validateEndpoints,
  validateUpdate: validateEndpointsUpdate,
  warningsOnCreate: warningsForEndpoints,
  warningsOnUpdate: warningsForEndpoints,
};

/** The endpoints controller is not told: it writes addresses as they should be written. */
function warningsForEndpoints({ metadata, subsets = [] }: Endpoints): string[] {
  if (metadata.labels?.[MANAGED_BY] === 'endpoint-controller') return [];
  const warnings = warningsOfEach(subsets, ({ addresses = [], notReadyAddresses = [] }, i) =>
    [{ addresses }, { notReadyAddresses }].flatMap((some) =>
      Object.entries(some).flatMap(([name, list]) =>
        list.map(({ ip }, k) => nonStandardIPAddress(SUBSETS.index(i).child(name).index(k).child('ip'), ip)),
      ),
    ),
  );
  return warnings.filter((warning) => warning !== undefined);
}
