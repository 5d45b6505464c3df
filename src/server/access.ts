import { anybody } from '../auth/authentication/authenticator.ts';
import { noTokens } from '../auth/authentication/token-authenticator.ts';
import { alwaysAllow } from '../auth/authorization/always-allow.ts';
import type { Config } from '../config.ts';
import type { Access, AccessParts } from './access-parts.ts';

/** Nobody is asked who they are, and everybody may do everything. */
export const ANYBODY_MAY: Access = { authenticator: anybody, tokens: noTokens, authorizer: alwaysAllow };

/** The access that a config asks for; what serves it is loaded only then. @throws OptionError */
export async function openAccess(config: Config, parts: AccessParts): Promise<Access> {
  const { access } = config;
  if (access === undefined) return ANYBODY_MAY;
  const { openAuthentication } = await import('./authentication.ts');
  const { openAuthorization } = await import('./authorization.ts');
  return {
    ...(await openAuthentication(access, parts)),
    authorizer: await openAuthorization(access, parts),
  };
}
