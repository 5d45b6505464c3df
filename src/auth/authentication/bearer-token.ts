import type { Authenticator } from './authenticator.ts';
import { BadToken, type TokenAuthenticator } from './token-authenticator.ts';

/**
 * Knows who sends a request by the token in its header `Authorization: Bearer TOKEN` (RFC 6750, section 2.1). Where there are two, it is
 * not for the server to choose.
 */
export function bearerToken(tokens: TokenAuthenticator): Authenticator {
  return {
    authenticate({ headers: { authorization }, rawHeaders }) {
      if (authorization === undefined) return undefined;
      const token = tokenOf(authorization);
      if (isRepeated(rawHeaders)) throw new BadToken('two headers that say who asks');
      return token === '' ? undefined : tokens.authenticate(token, [], undefined);
    },
  };
}

/** The token in the value of a header, or nothing. @throws BadToken where there is more than one */
function tokenOf(authorization: string): string {
  const [scheme = '', token = '', more] = authorization.trim().split(' ', 3);
  if (scheme.toLowerCase() !== 'bearer') return '';
  if (token !== '' && more !== undefined) throw new BadToken('two tokens in a header');
  return token;
}

const NAME = 'authorization';

function isRepeated(rawHeaders: readonly string[]): boolean {
  let count = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i];
    if (name?.length === NAME.length && name.toLowerCase() === NAME) count++;
  }
  return count > 1;
}
