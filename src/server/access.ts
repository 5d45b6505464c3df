import { type Authenticator, anybody } from '../auth/authentication/authenticator.ts';
import { noTokens, type TokenAuthenticator } from '../auth/authentication/token-authenticator.ts';
import { alwaysAllow } from '../auth/authorization/always-allow.ts';
import type { Authorizer } from '../auth/authorization/authorizer.ts';

/** What decides who may use a server, and for what. */
export interface Access {
  /** Who sends a request. */
  readonly authenticator: Authenticator;
  /** Whose a token is that a TokenReview asks about. */
  readonly tokens: TokenAuthenticator;
  /** Whether they may. */
  readonly authorizer: Authorizer;
}

/** Nobody is asked who they are, and everybody may do everything. */
export const ANYBODY_MAY: Access = { authenticator: anybody, tokens: noTokens, authorizer: alwaysAllow };
