import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';

/** Whoever does not say who they are. */
export const ANONYMOUS: UserInfo = { username: 'system:anonymous', groups: ['system:unauthenticated'] };

/** The server itself, in what it does on nobody's behalf. */
export const APISERVER: UserInfo = {
  username: 'system:apiserver',
  groups: ['system:authenticated', 'system:masters'],
};
