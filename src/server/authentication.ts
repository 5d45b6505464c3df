import { append } from '../apimachinery/append.ts';
import { anonymousFor } from '../auth/authentication/anonymous.ts';
import type { Authenticator } from '../auth/authentication/authenticator.ts';
import { bearerToken } from '../auth/authentication/bearer-token.ts';
import { staticTokens } from '../auth/authentication/static-tokens.ts';
import type { TokenAuthenticator } from '../auth/authentication/token-authenticator.ts';
import { parseTokenFile } from '../auth/authentication/token-file.ts';
import { unionAuthenticator } from '../auth/authentication/union-authenticator.ts';
import { knownTokens, unionTokenAuthenticator } from '../auth/authentication/union-token-authenticator.ts';
import { webSocketToken } from '../auth/authentication/web-socket-token.ts';
import type { AccessConfig } from '../config/access-config.ts';
import type { Access, AccessParts } from './access-parts.ts';
import { readAuthentication } from './authentication-configuration.ts';
import { openCertificates } from './client-certificates.ts';
import { readOption } from './read-option.ts';
import { openServiceAccounts } from './service-account-tokens.ts';

/** Who is asked who sends a request, and whose a token is, in kube-apiserver's order. @throws OptionError */
export async function openAuthentication(
  config: AccessConfig,
  parts: AccessParts,
): Promise<Omit<Access, 'authorizer'>> {
  const { providers, anonymous } = await readAuthentication(config);
  const serviceAccounts = await openServiceAccounts(config, parts);
  const stops: (() => void)[] = [];
  const local = [...(await fileTokens(config)), serviceAccounts.tokens];
  const remote: TokenAuthenticator[] = [];
  if (providers.length > 0 || config.authenticationTokenWebhookConfigFile !== undefined) {
    const { openProviders, openWebhook } = await import('./remote-tokens.ts');
    for (const opened of [openProviders(providers, config, parts), await openWebhook(config, parts)]) {
      append(remote, opened.authenticators);
      stops.push(opened.stop);
    }
  }
  const tokens = knownTokens(unionTokenAuthenticator([...local, ...remote]));
  const certificates = await openCertificates(config, parts);
  stops.push(certificates.stop);
  const known: Authenticator = unionAuthenticator([
    ...certificates.authenticators,
    bearerToken(tokens),
    webSocketToken(tokens),
  ]);
  return {
    authenticator: anonymous.enabled ? anonymousFor(known, anonymous.paths) : known,
    tokens,
    serviceAccountTokens: serviceAccounts.issuer,
    issuer: serviceAccounts.documents,
    stop() {
      for (const stop of stops) stop();
    },
  };
}

async function fileTokens({ tokenAuthFile, apiAudiences }: AccessConfig): Promise<readonly TokenAuthenticator[]> {
  if (tokenAuthFile === undefined) return [];
  return [staticTokens(await readOption('tokenAuthFile', tokenAuthFile, parseTokenFile), apiAudiences)];
}
