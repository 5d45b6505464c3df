import { SignJWT } from 'jose';
import { accountUser, type ServiceAccountClaims, type TokenPayload } from './claims.ts';
import type { SigningKey } from './signing-keys.ts';

/** How a token is signed. */
export interface TokenTerms {
  readonly claims: ServiceAccountClaims;
  readonly audiences: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** After how many seconds it ends. */
  readonly expirationSeconds: number;
  /** After how many seconds it should be replaced, where that is sooner. */
  readonly warnAfterSeconds: number | undefined;
  /** Names the token. */
  readonly id: string;
}

/** Signs a token of a service account. */
export function signToken({ id, algorithm, key }: SigningKey, issuer: string, terms: TokenTerms): Promise<string> {
  const { claims, audiences, expirationSeconds, warnAfterSeconds } = terms;
  const now = Math.floor(terms.now / 1000);
  const { namespace, account, pod, secret, node } = claims;
  const payload: TokenPayload = {
    aud: [...audiences],
    exp: now + expirationSeconds,
    iat: now,
    iss: issuer,
    jti: terms.id,
    'kubernetes.io': {
      namespace,
      ...(node !== undefined && { node }),
      ...(pod !== undefined && { pod }),
      ...(secret !== undefined && { secret }),
      serviceaccount: account,
      ...(warnAfterSeconds !== undefined && { warnafter: now + warnAfterSeconds }),
    },
    nbf: now,
    sub: accountUser(namespace, account.name),
  };
  return new SignJWT({ ...payload }).setProtectedHeader({ alg: algorithm, kid: id }).sign(key);
}
