import type { FastifyInstance } from 'fastify';
import type { Authorizer } from '../../auth/authorization/authorizer.ts';
import { Impersonator } from '../../auth/impersonation/impersonator.ts';
import { isImpersonationHeader, wantedUser } from '../../auth/impersonation/wanted-user.ts';
import type { Deadlines } from '../connection/deadlines.ts';

/**
 * Lets requests be made as somebody else, where who sends them may act so: from here on that is who asks. What says so is taken away:
 * nothing behind this is to depend on it. 400 where headers tell of a user without a name, 403 where it is not allowed.
 */
export function installImpersonation(
  app: FastifyInstance,
  authorizer: Authorizer,
  { deadlines }: { readonly deadlines: Deadlines },
): void {
  const impersonator = new Impersonator(authorizer);
  app.addHook('onRequest', (request, reply, done) => {
    let wanted: ReturnType<typeof wantedUser>;
    try {
      wanted = wantedUser(request.raw.rawHeaders);
    } catch (error) {
      done(error as Error);
      return;
    }
    if (wanted === undefined) {
      done();
      return;
    }
    for (const name of Object.keys(request.headers)) if (isImpersonationHeader(name)) delete request.headers[name];
    impersonator.actAs(request.user, wanted, request.info, deadlines.current().signal).then(
      ({ user }) => {
        // A client that has left meanwhile goes no further (see installAuthentication).
        if (reply.raw.destroyed) return;
        request.user = user;
        done();
      },
      (error: Error) => {
        reply.header('x-content-type-options', 'nosniff');
        done(error);
      },
    );
  });
}
