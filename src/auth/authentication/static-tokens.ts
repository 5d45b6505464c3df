import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';
import { SecretMap } from './secret-map.ts';
import type { TokenAuthenticator } from './token-authenticator.ts';

/** A line of a token file. */
export interface StaticToken {
  readonly token: string;
  readonly user: UserInfo;
}

/**
 * Knows the tokens of a list. They say nothing of audiences: they are for those of the server.
 */
export function staticTokens(list: readonly StaticToken[], serverAudiences: readonly string[]): TokenAuthenticator {
  const users = new SecretMap<UserInfo>();
  for (const { token, user } of list) users.set(token, user);
  // What is longer than all of them, as signed tokens are, need not be hashed.
  const longest = list.reduce((most, { token }) => Math.max(most, token.length), 0);
  return {
    authenticate(token, audiences) {
      const user = token.length > longest ? undefined : users.get(token);
      if (user === undefined) return undefined;
      if (audiences.length === 0) return { user, audiences: serverAudiences };
      const shared = audiences.filter((audience) => serverAudiences.includes(audience));
      return shared.length === 0 ? undefined : { user, audiences: shared };
    },
  };
}
