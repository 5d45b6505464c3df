import type { Authenticator } from './authenticator.ts';
import type { TokenAuthenticator } from './token-authenticator.ts';

/**
 * Knows who sends a request by the token in its header `Authorization: Bearer TOKEN` (RFC 6750, section 2.1).
 */
export function bearerToken(tokens: TokenAuthenticator): Authenticator {
  return {
    authenticate({ headers: { authorization } }) {
      const token = authorization === undefined ? '' : tokenOf(authorization);
      if (token === '') return undefined;
      return tokens.authenticate(token, [], undefined);
    },
  };
}

/** The token in the value of a header, or nothing. */
function tokenOf(authorization: string): string {
  const [scheme = '', token = ''] = authorization.trim().split(' ', 2);
  return scheme.toLowerCase() === 'bearer' ? token : '';
}
