import type { FastifyInstance } from 'fastify';
import { notImplemented } from '../../apimachinery/status-error.ts';

const PREFIX = 'impersonate-';

/**
 * Refuses requests that are to be answered as somebody else's (`Impersonate-User` and the like): 501. To leave the headers unread would
 * answer them by the rights of whoever sent them, which are often those of everything.
 */
export function refuseImpersonation(app: FastifyInstance): void {
  app.addHook('onRequest', ({ raw: { headers } }, _, done) => {
    for (const name in headers) {
      if (name.startsWith(PREFIX)) {
        done(notImplemented('impersonation is not supported by this version of podledger'));
        return;
      }
    }
    done();
  });
}
