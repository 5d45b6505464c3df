import type { APIVersions } from '../../../schemas/meta/v1/api-versions.ts';
import type { GroupVersion } from './group-versions.ts';

/** The body of `/api`: the versions of the core group. `serverAddress` is the host and port of the server. */
export function apiVersions(groupVersions: readonly GroupVersion[], serverAddress: string): APIVersions {
  return {
    kind: 'APIVersions',
    versions: groupVersions.filter(({ group }) => group === '').map(({ version }) => version),
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress }],
  };
}
