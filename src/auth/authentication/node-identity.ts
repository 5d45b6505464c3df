import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';

const PREFIX = 'system:node:';

/**
 * The node that a user is: `n` for `system:node:n` in the group `system:nodes`. '' where the user says that it is a node, but not which;
 * undefined for everybody else.
 */
export function nodeNameOf({ username, groups }: UserInfo): string | undefined {
  if (username?.startsWith(PREFIX) !== true || groups?.includes('system:nodes') !== true) return undefined;
  return username.slice(PREFIX.length);
}
