import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';
import { goQuote } from '../../apimachinery/go-quote.ts';
import type { RequestInfo } from '../../apimachinery/request-info.ts';
import type { StatusError } from '../../apimachinery/status-error.ts';
import type { Authorizer } from '../authorization/authorizer.ts';
import { forbiddenAccess } from '../authorization/forbidden-access.ts';
import { attributesOf } from '../authorization/request-attributes.ts';
import { extraProblem } from './extra-problem.ts';
import { accountGroups, accountOfUserName, nodeOfUserName } from './user-names.ts';
import type { WantedUser } from './wanted-user.ts';

/** By which verb somebody may act as somebody else. */
export interface ImpersonationVerb {
  /** `impersonate`, or `impersonate:MODE` where the mode is a constrained one. */
  readonly verb: string;
  readonly isConstrained: boolean;
}

/** Asks an authorizer; resolves to the refusal, undefined where it allows. */
export type Ask = (user: UserInfo, info: RequestInfo) => Promise<StatusError | undefined>;

/** Makes what asks an authorizer. */
export function asking(authorizer: Authorizer, signal: AbortSignal | undefined): Ask {
  return async (user, info) => {
    const { outcome, reason, error } = await authorizer.authorize(attributesOf(user, info), signal);
    if (outcome === 'Allow') return undefined;
    const why = error === undefined ? reason : reason === '' ? error : `${error}: ${reason}`;
    return forbiddenAccess(user, info, why);
  };
}

const AUTHENTICATION = 'authentication.k8s.io';
const ANONYMOUS = 'system:anonymous';
const AUTHENTICATED = 'system:authenticated';
const UNAUTHENTICATED = 'system:unauthenticated';
const MASTERS = 'system:masters';
// With so many of them it is asked first whether all are allowed.
const MANY = 4;

/**
 * Whether a requestor may act as somebody, of whom each part is a right of its own: the user, the uid, each group, each value of each extra
 * key (KEP-5284). Resolves to the user with the groups that belong to it, or to the first refusal.
 */
export async function authorizedUser(
  ask: Ask,
  { verb, isConstrained }: ImpersonationVerb,
  requestor: UserInfo,
  { username, uid, groups, extra }: WantedUser,
): Promise<UserInfo | StatusError> {
  const group = isConstrained ? AUTHENTICATION : '';
  const resource = (apiGroup: string, named: Partial<RequestInfo>): RequestInfo => ({
    ...NOTHING,
    verb,
    apiGroup,
    ...named,
  });
  const refusal =
    (await refusalOfName()) ?? (await refusalOfUid()) ?? (await refusalOfGroups()) ?? (await refusalOfExtra());
  if (refusal !== undefined) return refusal;
  return {
    username,
    ...(uid !== '' && { uid }),
    groups: withStanding(username, fixedGroups()),
    ...(Object.keys(extra).length > 0 && { extra }),
  };

  async function refusalOfName(): Promise<StatusError | undefined> {
    const account = accountOfUserName(username);
    const node = isConstrained ? nodeOfUserName(username) : undefined;
    const info = resource(group, {
      ...(account === undefined
        ? { resource: node === undefined ? 'users' : 'nodes', name: node ?? username }
        : { resource: 'serviceaccounts', ...account }),
    });
    if (isConstrained && groups.length > 0 && (account ?? node) !== undefined) {
      const what = account === undefined ? 'node' : 'service account';
      const list = `[${groups.map(goQuote).join(' ')}]`;
      return forbiddenAccess(requestor, info, `when impersonating a ${what}, cannot impersonate groups ${list}`);
    }
    return ask(requestor, info);
  }

  async function refusalOfUid(): Promise<StatusError | undefined> {
    return uid === '' ? undefined : ask(requestor, resource(AUTHENTICATION, { resource: 'uids', name: uid }));
  }

  async function refusalOfGroups(): Promise<StatusError | undefined> {
    const named = (name: string): RequestInfo => resource(group, { resource: 'groups', name });
    if (isConstrained && groups.includes('')) {
      return forbiddenAccess(requestor, named(''), 'impersonating the empty string group is not allowed');
    }
    if (isConstrained && groups.includes(MASTERS)) {
      return forbiddenAccess(requestor, named(MASTERS), 'impersonating the system:masters group is not allowed');
    }
    if (isConstrained && groups.length >= MANY && (await ask(requestor, named('*'))) === undefined) return undefined;
    return firstRefusal(groups.map(named));
  }

  async function refusalOfExtra(): Promise<StatusError | undefined> {
    const keys = Object.keys(extra);
    if (keys.length === 0) return undefined;
    const named = (subresource: string, name: string): RequestInfo =>
      resource(AUTHENTICATION, { resource: 'userextras', subresource, name });
    const values = keys.flatMap((key) => (extra[key] ?? []).map((value) => named(key, value)));
    if (isConstrained) {
      const problem = extraProblem(extra);
      if (problem !== undefined) return forbiddenAccess(requestor, named('', ''), problem);
      const areMany = values.length >= MANY;
      if (areMany && (await ask(requestor, named('*', '*'))) === undefined) return undefined;
    }
    return firstRefusal(values);
  }

  async function firstRefusal(infos: readonly RequestInfo[]): Promise<StatusError | undefined> {
    for (const info of infos) {
      const refused = await ask(requestor, info);
      if (refused !== undefined) return refused;
    }
    return undefined;
  }

  /** The groups that are asked for, or where none are those that such a user has. */
  function fixedGroups(): readonly string[] {
    if (groups.length > 0) return groups;
    if (isConstrained && nodeOfUserName(username) !== undefined) return ['system:nodes'];
    const account = accountOfUserName(username);
    return account === undefined ? [] : accountGroups(account.namespace);
  }
}

/** Groups with the one that tells whether somebody is known. */
function withStanding(username: string, groups: readonly string[]): string[] {
  const standing = username === ANONYMOUS ? UNAUTHENTICATED : AUTHENTICATED;
  if (groups.includes(standing) || groups.includes(UNAUTHENTICATED)) return [...groups];
  return [...groups, standing];
}

const NOTHING: RequestInfo = {
  isResourceRequest: true,
  path: '',
  verb: '',
  apiGroup: '',
  apiVersion: 'v1',
  namespace: '',
  resource: '',
  subresource: '',
  name: '',
  fieldSelector: '',
  labelSelector: '',
};
