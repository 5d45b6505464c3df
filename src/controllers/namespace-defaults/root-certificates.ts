import type { ConfigMap } from '../../../schemas/core/v1/config-map.ts';
import type { ResourceContext } from '../../registry/resource-context.ts';
import type { NamespaceDefault } from './namespace-default.ts';

const KEY = 'ca.crt';
const DESCRIPTION = 'kubernetes.io/description';

/** The ConfigMap from which pods learn whose certificates to trust. `certificates` is in PEM, empty where there is no TLS. */
export function rootCertificates(
  resource: ResourceContext<ConfigMap>,
  certificates: string,
): NamespaceDefault<ConfigMap> {
  return {
    controller: 'root-ca-certificate-publisher-controller',
    resource,
    name: 'kube-root-ca.crt',
    fillIn(configMap) {
      configMap.data = { [KEY]: certificates };
      configMap.metadata.annotations = {
        ...configMap.metadata.annotations,
        [DESCRIPTION]:
          'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
      };
    },
    isChanged({ metadata, data = {} }) {
      const keys = Object.keys(data);
      return keys.length !== 1 || data[KEY] !== certificates || metadata.annotations?.[DESCRIPTION] === undefined;
    },
  };
}
