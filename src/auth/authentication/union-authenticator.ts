import type { Authenticator, Identity } from './authenticator.ts';
import { firstOf } from './first-of.ts';

/** Asks one authenticator after the other who sent a request; bad credentials of one kind leave others to speak. */
export function unionAuthenticator(authenticators: readonly Authenticator[]): Authenticator {
  return {
    authenticate: (credentials) => firstOf(authenticators, (authenticator) => authenticator.authenticate(credentials)),
  };
}

/** Takes whoever shows no credentials for `fallback`. Bad credentials stay bad. */
export function otherwise(authenticator: Authenticator, fallback: Identity): Authenticator {
  return {
    authenticate(credentials) {
      const found = authenticator.authenticate(credentials);
      return found instanceof Promise ? found.then((known) => known ?? fallback) : (found ?? fallback);
    },
  };
}
