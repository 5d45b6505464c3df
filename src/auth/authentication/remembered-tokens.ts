import { SecretMap } from './secret-map.ts';
import { type Authenticated, BadToken, type TokenAuthenticator } from './token-authenticator.ts';

/** For how long what came of a token is remembered, in milliseconds. */
export interface Remembering {
  readonly successMs: number;
  readonly failureMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

// Some hundred bytes each.
const LIMIT = 10_000;

interface Remembered {
  readonly until: number;
  readonly owner: Authenticated | undefined;
  /** Why the token is bad. */
  readonly error?: BadToken;
}

/**
 * Remembers what an authenticator says of tokens, which takes it long, and asks it once for all who ask at the same time. What is known
 * is forgotten with its credentials; what it could not find out is not remembered.
 */
export function rememberedTokens(
  authenticator: TokenAuthenticator,
  { successMs, failureMs, now }: Remembering,
): TokenAuthenticator {
  const known = new SecretMap<Remembered>(LIMIT);
  // A flood of bad tokens is not to push out the good ones.
  const unknown = new SecretMap<Remembered>(LIMIT);
  const asked = new Map<string, Promise<Authenticated | undefined>>();

  const ask = async (token: string, audiences: readonly string[], key: string): Promise<Authenticated | undefined> => {
    let owner: Authenticated | undefined;
    try {
      owner = await authenticator.authenticate(token, audiences, undefined);
    } catch (error) {
      if (error instanceof BadToken) unknown.set(key, { until: now() + failureMs, owner: undefined, error });
      throw error;
    }
    const lasts = owner === undefined ? failureMs : successMs;
    if (lasts > 0) (owner === undefined ? unknown : known).set(key, { until: now() + lasts, owner });
    return owner;
  };

  return {
    authenticate(token, audiences) {
      const key = JSON.stringify([token, ...audiences]);
      const remembered = known.get(key) ?? unknown.get(key);
      if (remembered !== undefined && now() < remembered.until && remembered.owner?.holds?.() !== false) {
        if (remembered.error !== undefined) throw remembered.error;
        return remembered.owner;
      }
      let answer = asked.get(key);
      if (answer === undefined) {
        answer = ask(token, audiences, key).finally(() => asked.delete(key));
        asked.set(key, answer);
      }
      return answer;
    },
  };
}
