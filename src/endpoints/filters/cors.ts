import type { FastifyInstance } from 'fastify';
import type { OriginCheck } from './allowed-origins.ts';

// Those of kube-apiserver, which has no flags for them.
const HEADERS = {
  'access-control-allow-methods': 'POST, GET, OPTIONS, PUT, DELETE, PATCH',
  'access-control-allow-headers':
    'Content-Type, Content-Length, Accept-Encoding, X-CSRF-Token, Authorization, X-Requested-With, If-Modified-Since',
  'access-control-expose-headers': 'Date',
  'access-control-allow-credentials': 'true',
};

/**
 * Tells browsers that pages of the origins that `allows` knows may read the answers, and answers their OPTIONS, by which browsers ask
 * beforehand, with 204 at once.
 */
export function installCors(app: FastifyInstance, allows: OriginCheck): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { origin = '' } = request.headers;
    if (origin === '' || !allows(origin)) return done();
    reply.headers({ 'access-control-allow-origin': origin, ...HEADERS });
    if (request.method === 'OPTIONS') reply.code(204).send();
    else done();
  });
}
