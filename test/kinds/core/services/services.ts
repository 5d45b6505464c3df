import type { Service } from '../../../../schemas/core/v1/service.ts';
import { decoderOf } from '../../../../src/apimachinery/decode/decoder.ts';
import { services } from '../../../../src/kinds/core/services/index.ts';

/** A service with defaults, as a client's body becomes one. */
export function service(spec: object = {}, rest: object = {}): Service {
  const metadata = { name: 's', namespace: 'default', resourceVersion: '1' };
  const object = decoderOf(services.schema)({ metadata, spec, ...rest }, { keys: 0 }) as Service;
  services.strategy.setDefaults(object);
  return object;
}

/** One port, which is all that most services need. */
export const PORTS = [{ port: 80 }];

/** A service that has been given its address. */
export function given(spec: object = {}): Service {
  const addresses = { clusterIP: '10.96.1.1', clusterIPs: ['10.96.1.1'], ipFamilies: ['IPv4'] };
  return service({ ports: PORTS, ...addresses, ipFamilyPolicy: 'SingleStack', ...spec });
}
