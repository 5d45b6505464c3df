import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { UserInfo } from '../../../../schemas/authentication/v1/user-info.ts';
import { withAuthenticatedGroup } from '../authenticated-group.ts';
import { BadToken, type TokenAuthenticator } from '../token-authenticator.ts';
import { unverifiedClaims } from '../unverified-claims.ts';
import type { ClaimMappings, OpenIdProvider } from './openid-provider.ts';

/** By what the tokens of a provider are verified. */
export interface OpenIdTokensOptions {
  readonly provider: OpenIdProvider;
  readonly keyOf: JWTVerifyGetKey;
  /** The server's own: its users' tokens say nothing of them. */
  readonly audiences: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

// A provider's clock may be ahead by so much; when a token ends is its own to say. In seconds.
const NOT_BEFORE_LEEWAY = 300;

/** Knows the ID tokens of a provider: of its issuer, for one of the audiences, signed by one of its keys, in time. */
export function openIdTokens({ provider, keyOf, audiences: own, now }: OpenIdTokensOptions): TokenAuthenticator {
  const { issuer, audiences: clients, algorithms, claims, requiredClaims } = provider;
  return {
    async authenticate(token, audiences) {
      const { iss } = unverifiedClaims(token) ?? {};
      if (iss !== issuer) return undefined;
      const wanted = audiences.length > 0 ? audiences.filter((audience) => own.includes(audience)) : own;
      if (audiences.length > 0 && wanted.length === 0) return undefined;
      const { payload } = await jwtVerify(token, keyOf, {
        algorithms: [...algorithms],
        issuer,
        audience: [...clients],
        requiredClaims: ['exp'],
        currentDate: new Date(now()),
        clockTolerance: NOT_BEFORE_LEEWAY,
      }).catch((error: unknown) => {
        const message = `oidc: verify token: ${error instanceof Error ? error.message : String(error)}`;
        // A key that is not known may be there a moment later.
        const isBad = error instanceof errors.JOSEError && !(error instanceof errors.JWKSNoMatchingKey);
        throw isBad ? new BadToken(message) : new Error(message);
      });
      const ends = (payload.exp ?? 0) * 1000;
      if (now() > ends) throw new BadToken('oidc: verify token: oidc: token is expired');
      for (const [claim, value] of requiredClaims) {
        if (payload[claim] !== value)
          throw new BadToken(`oidc: required claim ${claim} is not ${JSON.stringify(value)}`);
      }
      return { user: userOf(payload, claims), audiences: wanted, holds: () => now() <= ends };
    },
  };
}

function userOf(payload: JWTPayload, { username, groups, uid }: ClaimMappings): UserInfo {
  const name = payload[username.claim];
  if (typeof name !== 'string' || name === '') throw new BadToken(`oidc: could not get claim ${username.claim}`);
  // What is not verified may be anybody's.
  if (username.claim === 'email' && payload.email_verified !== undefined && payload.email_verified !== true) {
    throw new BadToken('oidc: email not verified');
  }
  const id = uid === undefined ? undefined : payload[uid];
  if (uid !== undefined && typeof id !== 'string') throw new BadToken(`oidc: could not get claim ${uid}`);
  const { jti } = payload;
  return withAuthenticatedGroup({
    username: `${username.prefix}${name}`,
    ...(typeof id === 'string' && { uid: id }),
    groups: groups === undefined ? [] : groupsOf(payload, groups.claim).map((group) => `${groups.prefix}${group}`),
    ...(jti !== undefined && { extra: { 'authentication.kubernetes.io/credential-id': [`JTI=${jti}`] } }),
  });
}

/** A list of groups, or one; none where the token says nothing of them. */
function groupsOf(payload: JWTPayload, claim: string): readonly string[] {
  const value = payload[claim];
  if (value === undefined) {
    const { _claim_names: elsewhere } = payload;
    if (typeof elsewhere === 'object' && elsewhere !== null && claim in elsewhere) {
      throw new BadToken(`oidc: the claim ${claim} is told elsewhere (distributed claims), which is not supported`);
    }
    return [];
  }
  const groups: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!groups.every((group) => typeof group === 'string')) throw new BadToken(`oidc: parse groups claim ${claim}`);
  return groups;
}
