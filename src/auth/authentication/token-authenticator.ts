import type { Identity } from './authenticator.ts';

/** The owner of a token, and for which of the audiences asked about, or else of the server's own, the token is. */
export interface Authenticated extends Identity {
  readonly audiences: readonly string[];
}

/** Finds out whose tokens are. */
export interface TokenAuthenticator {
  /**
   * The owner of a token; undefined where it is none of this authenticator's. Without `audiences` the token has to be for this server.
   * Answers at once where it can. Throws or rejects where the token is bad, or whose it is cannot be found out.
   */
  authenticate(
    token: string,
    audiences: readonly string[],
    signal: AbortSignal | undefined,
  ): Authenticated | undefined | Promise<Authenticated | undefined>;
}

/** Knows no tokens: for a server that asks nobody who they are. */
export const noTokens: TokenAuthenticator = { authenticate: () => undefined };

/** A token that is bad, and stays so: what is remembered of those that are nobody's may be remembered of it. */
export class BadToken extends Error {}
