import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';
import { ANONYMOUS } from './well-known-users.ts';

const AUTHENTICATED = 'system:authenticated';
const UNAUTHENTICATED = 'system:unauthenticated';

/** A user with the group of all who are known, unless they are in it, or anonymous. */
export function withAuthenticatedGroup(user: UserInfo): UserInfo {
  const { username, groups = [] } = user;
  if (username === ANONYMOUS.username || groups.includes(AUTHENTICATED) || groups.includes(UNAUTHENTICATED))
    return user;
  return { ...user, groups: [...groups, AUTHENTICATED] };
}
