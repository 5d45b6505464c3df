import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import { isGlobalUnicast } from '../../../apimachinery/global-unicast.ts';
import { goQuote } from '../../../apimachinery/go-quote.ts';
import { parseIPAddress } from '../../../apimachinery/ip-address.ts';
import { badRequest, notImplemented } from '../../../apimachinery/status-error.ts';
import type { ConnectSubresource } from '../../../registry/definition/subresource.ts';

const SCHEMES = ['', 'http', 'https'];

/** The subresource pods/proxy: HTTP requests to a pod, whose name may stand between a scheme and a port: `https:p:8443`. */
export const podProxy: ConnectSubresource<Pod> = {
  verbs: ['create', 'delete', 'get', 'patch', 'update'],
  kind: { group: '', version: 'v1', kind: 'PodProxyOptions' },
  withPath: true,
  async connect(pods, { name: id }) {
    const name = nameIn(id);
    if (name === undefined) throw badRequest(`invalid pod request ${goQuote(id)}`);
    const { status } = await pods.get(name);
    const address = parseIPAddress(status.podIPs?.[0]?.ip ?? '');
    if (address === undefined || !isGlobalUnicast(address)) throw badRequest('address not allowed');
    throw notImplemented(`pods/proxy of pod "${name}" cannot be served: this server is not in the network of pods`);
  },
};

/** The name in `scheme:name:port`, where scheme and port may be missing. */
function nameIn(id: string): string | undefined {
  const parts = id.split(':');
  const [scheme = '', name = ''] = parts.length < 3 ? ['', parts[0]] : parts;
  return parts.length <= 3 && name !== '' && SCHEMES.includes(scheme) ? name : undefined;
}
