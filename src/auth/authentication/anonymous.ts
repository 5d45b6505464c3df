import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';

/** Whoever does not say who they are. */
export const ANONYMOUS: UserInfo = { username: 'system:anonymous', groups: ['system:unauthenticated'] };
