import type { UserInfo } from '../../../../schemas/authentication/v1/user-info.ts';
import { accountUser, type ServiceAccountClaims } from './claims.ts';

const EXTRA = 'authentication.kubernetes.io';

/** The user that a service account is, with what its token tells of itself; `id` is the token's, where it has one. */
export function userOf({ namespace, account, pod, node }: ServiceAccountClaims, id: string | undefined): UserInfo {
  const extra = {
    ...(id !== undefined && id !== '' && { [`${EXTRA}/credential-id`]: [`JTI=${id}`] }),
    ...(node !== undefined && { [`${EXTRA}/node-name`]: [node.name] }),
    ...(node?.uid !== undefined && { [`${EXTRA}/node-uid`]: [node.uid] }),
    ...(pod?.uid !== undefined && { [`${EXTRA}/pod-name`]: [pod.name], [`${EXTRA}/pod-uid`]: [pod.uid] }),
  };
  return {
    username: accountUser(namespace, account.name),
    ...(account.uid !== undefined && { uid: account.uid }),
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
    ...(Object.keys(extra).length > 0 && { extra }),
  };
}
