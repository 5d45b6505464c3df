import type { Authenticator } from '../auth/authentication/authenticator.ts';
import { bearerToken } from '../auth/authentication/bearer-token.ts';
import { staticTokens } from '../auth/authentication/static-tokens.ts';
import type { TokenAuthenticator } from '../auth/authentication/token-authenticator.ts';
import { parseTokenFile } from '../auth/authentication/token-file.ts';
import { otherwise, unionAuthenticator } from '../auth/authentication/union-authenticator.ts';
import { knownTokens, unionTokenAuthenticator } from '../auth/authentication/union-token-authenticator.ts';
import { ANONYMOUS } from '../auth/authentication/well-known-users.ts';
import type { AccessConfig } from '../config/access-config.ts';
import type { Access, AccessParts } from './access-parts.ts';
import { readOption } from './read-option.ts';
import { openServiceAccounts } from './service-account-tokens.ts';

/** Who is asked who sends a request, and whose a token is, in kube-apiserver's order. @throws OptionError */
export async function openAuthentication(
  config: AccessConfig,
  parts: AccessParts,
): Promise<Omit<Access, 'authorizer'>> {
  const serviceAccounts = await openServiceAccounts(config, parts);
  const tokens = knownTokens(unionTokenAuthenticator([...(await fileTokens(config)), serviceAccounts.tokens]));
  const known: Authenticator = unionAuthenticator([bearerToken(tokens)]);
  return {
    authenticator: config.anonymousAuth ? otherwise(known, { user: ANONYMOUS }) : known,
    tokens,
    serviceAccountTokens: serviceAccounts.issuer,
    issuer: serviceAccounts.documents,
  };
}

async function fileTokens({ tokenAuthFile, apiAudiences }: AccessConfig): Promise<readonly TokenAuthenticator[]> {
  if (tokenAuthFile === undefined) return [];
  return [staticTokens(await readOption('tokenAuthFile', tokenAuthFile, parseTokenFile), apiAudiences)];
}
