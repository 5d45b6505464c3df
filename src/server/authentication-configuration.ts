import type { AnonymousConfiguration } from '../auth/authentication/authentication-configuration.ts';
import { discoveryUrlOf, type OpenIdProvider } from '../auth/authentication/openid/openid-provider.ts';
import type { AccessConfig } from '../config/access-config.ts';
import { OptionError } from '../config.ts';
import { readOption } from './read-option.ts';

/** What a config says of providers and of those who say nothing of themselves: in a file, or in options. */
export interface Authentication {
  readonly providers: readonly OpenIdProvider[];
  readonly anonymous: AnonymousConfiguration;
}

/** Reads it. @throws OptionError */
export async function readAuthentication(config: AccessConfig): Promise<Authentication> {
  const { authenticationConfig: path, serviceAccountIssuer: own } = config;
  const fromOptions = { enabled: config.anonymousAuth, paths: undefined };
  if (path === undefined) return { providers: await providersOf(config), anonymous: fromOptions };
  const { parseAuthenticationConfiguration } = await import('../auth/authentication/authentication-configuration.ts');
  const { providers, anonymous } = await readOption('authenticationConfig', path, parseAuthenticationConfiguration);
  const mine = providers.find(({ issuer }) => own.includes(issuer));
  if (mine !== undefined) {
    throw new OptionError('authenticationConfig', `${path}: ${mine.issuer} issues tokens of service accounts here`);
  }
  if (anonymous !== undefined && config.saysAnonymous) {
    throw new OptionError('anonymousAuth', `cannot be set where ${path} says who may be anonymous, too`);
  }
  if (anonymous?.enabled === true && config.authorizationMode.includes('AlwaysAllow')) {
    throw new OptionError(
      'authenticationConfig',
      `${path}: anonymous.enabled cannot be true with the authorization mode AlwaysAllow, by which anonymous users could do everything`,
    );
  }
  return { providers, anonymous: anonymous ?? fromOptions };
}

/** The provider that options describe. A name gets the issuer in front, unless it is an address, or the options say otherwise. */
async function providersOf(config: AccessConfig): Promise<readonly OpenIdProvider[]> {
  const { oidcIssuerUrl: issuer, oidcClientId: client, oidcCaFile, oidcUsernameClaim = 'sub' } = config;
  if (issuer === undefined || client === undefined) return [];
  const { oidcUsernamePrefix: prefix = oidcUsernameClaim === 'email' ? '-' : `${issuer}#`, oidcGroupsClaim } = config;
  return [
    {
      issuer,
      discoveryUrl: discoveryUrlOf(issuer),
      audiences: [client],
      certificateAuthority:
        oidcCaFile === undefined ? undefined : await readOption('oidcCaFile', oidcCaFile, (text) => text),
      algorithms: config.oidcSigningAlgs ?? ['RS256'],
      claims: {
        username: { claim: oidcUsernameClaim, prefix: prefix === '-' ? '' : prefix },
        groups:
          oidcGroupsClaim === undefined ? undefined : { claim: oidcGroupsClaim, prefix: config.oidcGroupsPrefix ?? '' },
        uid: undefined,
      },
      requiredClaims: new Map((config.oidcRequiredClaim ?? []).map((pair) => splitPair(pair))),
    },
  ];
}

function splitPair(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}
