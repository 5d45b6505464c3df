import { compactVerify } from 'jose';
import { goQuote } from '../../../apimachinery/go-quote.ts';
import { SecretMap } from '../secret-map.ts';
import { type Authenticated, BadToken, type TokenAuthenticator } from '../token-authenticator.ts';
import { unverifiedClaims } from '../unverified-claims.ts';
import { endOf, isThere, type KeptObjects, LEEWAY_MS } from './bound-objects.ts';
import type { TokenPayload } from './claims.ts';
import type { VerifyingKey } from './signing-keys.ts';
import { readPayload, type VerifiedToken } from './verified-token.ts';

/** By what tokens of service accounts are verified. */
export interface ServiceAccountTokensOptions {
  readonly issuers: readonly string[];
  readonly keys: readonly VerifyingKey[];
  /** The server's own. */
  readonly audiences: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly objects: KeptObjects;
}

const NOT_A_TIME = 'go-jose/go-jose/jwt: expected number value to unmarshal NumericDate';

// Tokens remembered: some kilobytes each, and more than a server of 10,000 pods has in use.
const REMEMBERED = 20_000;

/** What came of verifying the signature of a token, which stays so. */
type Outcome = { readonly verified: VerifiedToken } | { readonly problem: BadToken };

/**
 * Knows the tokens that this server, or another one with the same keys, signs for service accounts. A signature is verified once; that a
 * token is in time, and that its account and what it is bound to are there, is looked at each time, so that it ends with them.
 */
export function serviceAccountTokens(options: ServiceAccountTokensOptions): TokenAuthenticator {
  const { issuers, keys, audiences: own, now, objects } = options;
  const remembered = new SecretMap<Outcome>(REMEMBERED);
  // A flood of bad tokens is not to push out the good ones.
  const refused = new SecretMap<Outcome>(REMEMBERED);

  const judge = (outcome: Outcome, audiences: readonly string[]): Authenticated | Promise<Authenticated> => {
    if ('problem' in outcome) throw outcome.problem;
    const { verified } = outcome;
    const wanted = audiences.length > 0 ? audiences : own;
    const shared = wanted.filter((audience) => verified.audiences.includes(audience));
    if (shared.length === 0 && own.length > 0) {
      const [has, asked] = [verified.audiences, wanted].map((list) => `[${list.map(goQuote).join(' ')}]`);
      throw new Error(`token audiences ${has} is invalid for the target audiences ${asked}`);
    }
    const problem = timeProblem(verified.payload, now());
    if (problem !== undefined) throw new Error(problem);
    const known: Authenticated = { user: verified.user, audiences: shared, holds: verified.holds };
    const end = endOf(verified.needs, objects, now());
    if (end instanceof Promise) {
      return end.then((reason) => {
        if (reason !== undefined) throw new Error(reason);
        return known;
      });
    }
    return known;
  };

  return {
    authenticate(token, audiences) {
      const outcome = remembered.get(token) ?? refused.get(token);
      if (outcome !== undefined) return judge(outcome, audiences);
      const { iss } = unverifiedClaims(token) ?? {};
      if (typeof iss !== 'string' || !issuers.includes(iss)) return undefined;
      return verify(token, keys).then((found) => {
        const made: Outcome = 'problem' in found ? found : read(found.payload);
        ('problem' in made ? refused : remembered).set(token, made);
        return judge(made, audiences);
      });
    },
  };

  function read(payload: unknown): Outcome {
    const verified = readPayload(payload, own, holds);
    return verified === undefined ? { problem: new BadToken(NOT_A_TIME) } : { verified };
  }

  function holds({ payload, needs }: Pick<VerifiedToken, 'payload' | 'needs'>): boolean {
    const at = now();
    return timeProblem(payload, at) === undefined && isThere(needs, objects, at);
  }
}

/** Why a token is out of time, in kube-apiserver's words. */
function timeProblem({ exp, nbf, iat }: Partial<TokenPayload>, now: number): string | undefined {
  const isAfter = (seconds: number | undefined): boolean => seconds !== undefined && seconds * 1000 > now + LEEWAY_MS;
  if (isAfter(nbf)) return 'service account token is not valid yet';
  if (exp !== undefined && exp * 1000 < now - LEEWAY_MS) return 'service account token has expired';
  return isAfter(iat) ? 'service account token is issued in the future' : undefined;
}

async function verify(
  token: string,
  keys: readonly VerifyingKey[],
): Promise<{ readonly payload: unknown } | { readonly problem: BadToken }> {
  const id = headerOf(token).kid;
  const candidates = typeof id === 'string' && id !== '' ? keys.filter((key) => key.id === id) : keys;
  if (candidates.length === 0) return { problem: new BadToken('invalid signature, no keys found') };
  for (const { key, algorithm } of candidates) {
    try {
      // A key is for its algorithm alone: neither `none` nor a secret made of the public key gets past it.
      const { payload } = await compactVerify(token, key, { algorithms: [algorithm] });
      return { payload: JSON.parse(new TextDecoder().decode(payload)) };
    } catch {
      // The next key may fit.
    }
  }
  return { problem: new BadToken('go-jose/go-jose: error in cryptographic primitive') };
}

function headerOf(token: string): { readonly kid?: unknown } {
  try {
    return JSON.parse(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString()) ?? {};
  } catch {
    return {};
  }
}
