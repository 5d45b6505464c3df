import type { Authenticator } from '../auth/authentication/authenticator.ts';
import type { TokenAuthenticator } from '../auth/authentication/token-authenticator.ts';
import type { Authorizer } from '../auth/authorization/authorizer.ts';
import type { WriterRights } from '../auth/authorization/rbac/writer-rights.ts';
import type { IssuerDocuments } from '../endpoints/routes/issuer.ts';
import type { Logger } from '../process/log.ts';
import type { ServiceAccountTokenIssuer } from '../registry/definition/peers.ts';
import type { Registry } from '../registry/registry.ts';
import type { Clock } from '../time/clock.ts';
import type { WatchCache } from '../watch/watch-cache.ts';
import type { Storage } from './storage.ts';
import type { WriteGuards } from './write-guards.ts';

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
  /** Lets go of the files that it follows. */
  readonly stop?: (() => void) | undefined;
}

/** What decides whether someone may do something. It is there before the registry, whose writes ask it, too. */
export interface Authorization {
  readonly authorizer: Authorizer;
  /** What is asked about writers, by RBAC also where that is no mode: nobody may give others more than they hold. */
  readonly rights: WriterRights;
  readonly guards: WriteGuards;
  /** Lets go of connections. */
  readonly stop: () => void;
}

/** What an authorization is made of: what is looked up while finding out whether someone may do something. */
export interface AuthorizationParts {
  readonly cache: WatchCache;
  readonly answered: Storage['answered'];
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What an access is made of: what is looked up while finding out who asks. */
export interface AccessParts {
  readonly registry: Registry;
  readonly cache: WatchCache;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly randomUUID: () => string;
}
