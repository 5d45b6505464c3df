import { isDNS1123Label, isDNS1123Subdomain } from '../../apimachinery/validation/dns-names.ts';

const NODE = 'system:node:';
const SERVICE_ACCOUNT = 'system:serviceaccount:';

/** The node that a user name is of; undefined where it is none's. */
export function nodeOfUserName(username: string): string | undefined {
  if (!username.startsWith(NODE)) return undefined;
  const name = username.slice(NODE.length);
  return isDNS1123Subdomain(name).length === 0 ? name : undefined;
}

/** A service account, by its names. */
export interface AccountName {
  readonly namespace: string;
  readonly name: string;
}

/** The service account that a user name is of; undefined where it is none's. */
export function accountOfUserName(username: string): AccountName | undefined {
  if (!username.startsWith(SERVICE_ACCOUNT)) return undefined;
  const [namespace = '', name, ...rest] = username.slice(SERVICE_ACCOUNT.length).split(':');
  if (name === undefined || rest.length > 0) return undefined;
  return isDNS1123Label(namespace).length === 0 && isDNS1123Subdomain(name).length === 0
    ? { namespace, name }
    : undefined;
}

/** The groups of all service accounts of a namespace. */
export function accountGroups(namespace: string): string[] {
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
}
