import type { Authenticator } from '../auth/authentication/authenticator.ts';
import type { TokenAuthenticator } from '../auth/authentication/token-authenticator.ts';
import type { Authorizer } from '../auth/authorization/authorizer.ts';
import type { IssuerDocuments } from '../endpoints/routes/issuer.ts';
import type { Logger } from '../process/log.ts';
import type { ServiceAccountTokenIssuer } from '../registry/definition/peers.ts';
import type { Registry } from '../registry/registry.ts';
import type { Clock } from '../time/clock.ts';
import type { WatchCache } from '../watch/watch-cache.ts';

/** What decides who may use a server, and for what. */
export interface Access {
  /** Who sends a request. */
  readonly authenticator: Authenticator;
  /** Whose a token is that a TokenReview asks about. */
  readonly tokens: TokenAuthenticator;
  /** Whether they may. */
  readonly authorizer: Authorizer;
  /** What signs tokens of service accounts. */
  readonly serviceAccountTokens?: ServiceAccountTokenIssuer | undefined;
  /** What tells others how to verify them. */
  readonly issuer?: IssuerDocuments | undefined;
}

/** What an access is made of: what is looked up while finding out who asks, and whether they may. */
export interface AccessParts {
  readonly registry: Registry;
  readonly cache: WatchCache;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly randomUUID: () => string;
}
