import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { goQuote } from '../../apimachinery/go-quote.ts';
import type { Authorizer, Decision } from '../../auth/authorization/authorizer.ts';
import { forbiddenAccess, withoutMarkup } from '../../auth/authorization/forbidden-access.ts';
import { attributesOf } from '../../auth/authorization/request-attributes.ts';
import type { Deadlines } from '../connection/deadlines.ts';

/**
 * Asks whether who sent a request may do what it asks for. What they may not is answered 403, before anything is said of what there
 * is; 500 where that could not be found out.
 */
export function installAuthorization(
  app: FastifyInstance,
  authorizer: Authorizer,
  { deadlines }: { readonly deadlines: Deadlines },
): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { user, info } = request;
    const settle = ({ outcome, reason, error = '' }: Decision): void => {
      if (outcome === 'Allow') done();
      else if (error !== '') fail(request, reply, error);
      else {
        reply.header('x-content-type-options', 'nosniff');
        done(forbiddenAccess(user, info, reason));
      }
    };
    const decision = authorizer.authorize(attributesOf(user, info), deadlines.current().signal);
    // A client that has left meanwhile goes no further (see installAuthentication).
    if (decision instanceof Promise) decision.then((decided) => reply.raw.destroyed || settle(decided)).catch(done);
    else settle(decision);
  });
}

function fail(request: FastifyRequest, reply: FastifyReply, error: string): void {
  request.log.error({ err: error }, 'whether a request is allowed could not be found out');
  const message = withoutMarkup(`Internal Server Error: ${goQuote(request.originalUrl)}: ${error}`);
  reply.code(500).type('text/plain; charset=utf-8').header('x-content-type-options', 'nosniff').send(`${message}\n`);
}
