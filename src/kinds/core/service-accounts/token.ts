import { TokenRequest } from '../../../../schemas/authentication/v1/token-request.ts';
import type { ServiceAccount } from '../../../../schemas/core/v1/service-account.ts';
import { notImplemented } from '../../../apimachinery/status-error.ts';
import type { ActionSubresource } from '../../../registry/definition/subresource.ts';

/** The subresource serviceaccounts/token, which is there to say that there are no tokens. */
export const serviceAccountToken: ActionSubresource<ServiceAccount> = {
  verbs: ['create'],
  kind: { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' },
  schema: TokenRequest,
  answerSchema: TokenRequest,
  async perform(_, accounts, { name }) {
    await accounts.get(name);
    throw notImplemented('this server issues no tokens of service accounts: it has no key to sign them with');
  },
};
