import { anybody } from '../auth/authentication/authenticator.ts';
import { noTokens } from '../auth/authentication/token-authenticator.ts';
import { alwaysAllow } from '../auth/authorization/always-allow.ts';
import type { Config } from '../config.ts';
import type { Access, AccessParts, Authorization, AuthorizationParts } from './access-parts.ts';

/** Nobody is asked who they are, and everybody may do everything. */
export const ANYBODY_MAY: Access = { authenticator: anybody, tokens: noTokens, authorizer: alwaysAllow };

/** The authorization that a config asks for, which is loaded only then; undefined where everybody may do everything. @throws OptionError */
export async function openServerAuthorization(
  { access }: Config,
  parts: AuthorizationParts,
): Promise<Authorization | undefined> {
  if (access === undefined) return undefined;
  const { openAuthorization } = await import('./authorization.ts');
  return openAuthorization(access, parts);
}

/** The access that a config asks for; what serves it is loaded only then. @throws OptionError */
export async function openAccess(
  { access }: Config,
  authorization: Authorization | undefined,
  parts: AccessParts,
): Promise<Access> {
  if (access === undefined || authorization === undefined) return ANYBODY_MAY;
  const { openAuthentication } = await import('./authentication.ts');
  const { authorizer } = authorization;
  return { ...(await openAuthentication(access, parts)), authorizer };
}
