import type { Authenticator, Credentials, Identity } from './authenticator.ts';
import { ANONYMOUS } from './well-known-users.ts';

const NOBODY: Identity = { user: ANONYMOUS };

/**
 * Takes whoever shows no credentials for `system:anonymous`, where they ask for one of the paths, or any where there are none. Bad
 * credentials stay bad.
 */
export function anonymousFor(authenticator: Authenticator, paths: readonly string[] | undefined): Authenticator {
  const fallback = ({ url = '' }: Credentials): Identity | undefined =>
    paths === undefined || paths.includes(pathOf(url)) ? NOBODY : undefined;
  return {
    authenticate(credentials) {
      const found = authenticator.authenticate(credentials);
      if (found instanceof Promise) return found.then((known) => known ?? fallback(credentials));
      return found ?? fallback(credentials);
    },
  };
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
