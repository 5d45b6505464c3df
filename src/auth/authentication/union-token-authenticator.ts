import { joinedErrors } from '../../apimachinery/joined-errors.ts';
import { firstOf } from './first-of.ts';
import { BadToken, type TokenAuthenticator } from './token-authenticator.ts';

/** Asks one authenticator after the other whose a token is. */
export function unionTokenAuthenticator(authenticators: readonly TokenAuthenticator[]): TokenAuthenticator {
  return {
    authenticate: (token, audiences, signal) =>
      firstOf(authenticators, (authenticator) => authenticator.authenticate(token, audiences, signal)),
  };
}

/** Fails where a token is nobody's, in kube-apiserver's words: what somebody shows is not left to others to judge. */
export function knownTokens(authenticator: TokenAuthenticator): TokenAuthenticator {
  return {
    authenticate(token, audiences, signal) {
      let found: ReturnType<TokenAuthenticator['authenticate']>;
      try {
        found = authenticator.authenticate(token, audiences, signal);
      } catch (error) {
        return refuse(error);
      }
      return found instanceof Promise ? found.then((owner) => owner ?? refuse(), refuse) : (found ?? refuse());
    },
  };
}

const INVALID = 'invalid bearer token';
const NOBODYS = new BadToken(INVALID);

// An authenticator that remembers bad tokens fails by the same error again.
const refusals = new WeakMap<Error, Error>();

function refuse(error?: unknown): never {
  if (error === undefined) throw NOBODYS;
  const reason = error instanceof Error ? error : new Error(String(error));
  const made = refusals.get(reason) ?? new Error(joinedErrors([INVALID, reason.message]));
  refusals.set(reason, made);
  throw made;
}
