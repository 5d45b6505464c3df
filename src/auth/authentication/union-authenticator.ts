import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';
import type { Authenticator } from './authenticator.ts';
import { firstOf } from './first-of.ts';

/** Asks one authenticator after the other who sent a request; bad credentials of one kind leave others to speak. */
export function unionAuthenticator(authenticators: readonly Authenticator[]): Authenticator {
  return {
    authenticate: (credentials) => firstOf(authenticators, (authenticator) => authenticator.authenticate(credentials)),
  };
}

/** Takes whoever shows no credentials for `user`. Bad credentials stay bad. */
export function otherwise(authenticator: Authenticator, user: UserInfo): Authenticator {
  return {
    authenticate(credentials) {
      const found = authenticator.authenticate(credentials);
      return found instanceof Promise ? found.then((known) => known ?? user) : (found ?? user);
    },
  };
}
