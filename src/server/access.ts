import { type Authenticator, anybody } from '../auth/authentication/authenticator.ts';
import { alwaysAllow } from '../auth/authorization/always-allow.ts';
import type { Authorizer } from '../auth/authorization/authorizer.ts';

/** What decides who may use a server, and for what. */
export interface Access {
  readonly authenticator: Authenticator;
  readonly authorizer: Authorizer;
}

/** Nobody is asked who they are, and everybody may do everything. */
export const ANYBODY_MAY: Access = { authenticator: anybody, authorizer: alwaysAllow };
