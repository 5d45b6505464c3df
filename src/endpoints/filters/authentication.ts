import type { FastifyInstance } from 'fastify';
import type { UserInfo } from '../../../schemas/authentication/v1/user-info.ts';
import { unauthorized } from '../../apimachinery/status-error.ts';
import type { Authenticator, Identity } from '../../auth/authentication/authenticator.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; there once authentication has let the request pass. */
    user: UserInfo;
    /** Who was found to send the request: who asks may be somebody else, on whose behalf that is done. */
    identity: Identity;
  }
}

/** Finds out who sent each request. Requests of nobody that is known are answered 401, their bodies unread. */
export function installAuthentication(app: FastifyInstance, authenticator: Authenticator): void {
  app.decorateRequest('user');
  app.decorateRequest('identity');
  app.addHook('onRequest', (request, reply, done) => {
    const settle = (identity: Identity | undefined): void => {
      if (identity === undefined) {
        done(unauthorized());
        return;
      }
      request.identity = identity;
      request.user = identity.user;
      done();
    };
    const fail = (error: unknown): void => {
      request.log.debug({ err: error }, 'a request was sent by nobody who is known');
      done(unauthorized());
    };
    let found: ReturnType<Authenticator['authenticate']>;
    try {
      found = authenticator.authenticate(request.raw);
    } catch (error) {
      fail(error);
      return;
    }
    // What comes next waits for the end of the answer, which nobody would tell of any more where the client has left meanwhile.
    if (found instanceof Promise) found.then((identity) => reply.raw.destroyed || settle(identity), fail);
    else settle(found);
  });
}
