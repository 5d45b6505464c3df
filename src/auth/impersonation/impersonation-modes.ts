import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';
import type { RequestInfo } from '../../apimachinery/request-info.ts';
import { StatusError } from '../../apimachinery/status-error.ts';
import { accountOfUserName, nodeOfUserName } from './user-names.ts';
import { type Ask, authorizedUser } from './user-rights.ts';
import type { WantedUser } from './wanted-user.ts';

/** As whom a request is made, and what allowed it. */
export interface Impersonated {
  readonly user: UserInfo;
  /** The verb of the constrained mode that allowed it; '' where `impersonate` did. */
  readonly constraint: string;
}

/** A way in which somebody may act as somebody else. */
export interface ImpersonationMode {
  /** Resolves to the refusal; undefined where the mode is not about such a user. */
  check(
    ask: Ask,
    requestor: UserInfo,
    wanted: WantedUser,
    info: RequestInfo,
  ): Promise<Impersonated | StatusError | undefined>;
}

/**
 * All modes, in the order in which they are tried (KEP-5284): first the constrained ones, in each of which what is asked for has to be
 * allowed, too, by the verb `impersonate-on:MODE:VERB`; the last is what there was before them.
 */
export const IMPERSONATION_MODES: readonly ImpersonationMode[] = [
  associatedNode(),
  constrained('arbitrary-node', (wanted) => isNameAlone(wanted) && nodeOfUserName(wanted.username) !== undefined),
  constrained('serviceaccount', (wanted) => isNameAlone(wanted) && accountOfUserName(wanted.username) !== undefined),
  constrained(
    'user-info',
    ({ username }) => nodeOfUserName(username) === undefined && accountOfUserName(username) === undefined,
  ),
  {
    check: async (ask, requestor, wanted) =>
      impersonated(await authorizedUser(ask, { verb: 'impersonate', isConstrained: false }, requestor, wanted), ''),
  },
];

type Concerns = (wanted: WantedUser, requestor: UserInfo) => boolean;

function constrained(mode: string, concerns: Concerns): ImpersonationMode {
  const verb = `impersonate:${mode}`;
  return {
    async check(ask, requestor, wanted, info) {
      if (!concerns(wanted, requestor)) return undefined;
      const refused = await ask(requestor, { ...info, verb: `impersonate-on:${mode}:${info.verb}` });
      if (refused !== undefined) return refused;
      return impersonated(await authorizedUser(ask, { verb, isConstrained: true }, requestor, wanted), verb);
    },
  };
}

/**
 * A service account may act as the node that its token is bound to. What is asked then is the same for all nodes: the node is `*`, and of what
 * else the token says there are the names alone.
 */
function associatedNode(): ImpersonationMode {
  const mode = constrained('associated-node', (wanted, requestor) => {
    const node = nodeOfUserName(wanted.username);
    if (node === undefined || !isNameAlone(wanted)) return false;
    const bound = requestor.extra?.[NODE_NAME] ?? [];
    return accountOfUserName(requestor.username ?? '') !== undefined && bound.length === 1 && bound[0] === node;
  });
  return {
    check(ask, requestor, wanted, info) {
      const askForAll: Ask = ({ extra = {}, ...user }, asked) =>
        ask(
          { ...user, extra: { [NODE_KEYS]: Object.keys(extra).toSorted() } },
          asked.verb === 'impersonate:associated-node' ? { ...asked, name: '*' } : asked,
        );
      return mode.check(askForAll, requestor, wanted, info);
    },
  };
}

const NODE_NAME = 'authentication.kubernetes.io/node-name';
const NODE_KEYS = 'authentication.kubernetes.io/associated-node-keys';

function isNameAlone({ uid, groups, extra }: WantedUser): boolean {
  return uid === '' && groups.length === 0 && Object.keys(extra).length === 0;
}

function impersonated(user: UserInfo | StatusError, constraint: string): Impersonated | StatusError {
  return user instanceof StatusError ? user : { user, constraint };
}
