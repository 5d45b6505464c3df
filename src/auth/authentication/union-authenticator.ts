import type { Authenticator } from './authenticator.ts';
import { firstOf } from './first-of.ts';

/** Asks one authenticator after the other who sent a request; bad credentials of one kind leave others to speak. */
export function unionAuthenticator(authenticators: readonly Authenticator[]): Authenticator {
  return {
    authenticate: (credentials) => firstOf(authenticators, (authenticator) => authenticator.authenticate(credentials)),
  };
}
