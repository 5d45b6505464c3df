import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';
import { ANONYMOUS } from './well-known-users.ts';

/** What a request shows of who sent it; any IncomingMessage is one. */
export interface Credentials {
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  /** The connection, which over TLS has the client's certificate. */
  readonly socket: Socket;
  /** The path and the query. */
  readonly url?: string | undefined;
}

/** Who somebody turned out to be. */
export interface Identity {
  readonly user: UserInfo;
  /** Whether the credentials still hold, for what goes on after the request; absent where they never end. Cheap. */
  readonly holds?: (() => boolean) | undefined;
}

/** Finds out who sends requests. */
export interface Authenticator {
  /**
   * Who sent a request; undefined where nobody that is known did. An answer that is at hand is given at once. Throws or rejects
   * where the credentials are bad: the client is told no more than that it is not known.
   */
  authenticate(credentials: Credentials): Identity | undefined | Promise<Identity | undefined>;
}

const NOBODY: Identity = { user: ANONYMOUS };

/** Asks nobody who they are. */
export const anybody: Authenticator = { authenticate: () => NOBODY };
