import type { FastifyInstance, HTTPMethods } from 'fastify';
import { methodNotAllowed } from '../apimachinery/status-error.ts';

const ALL_METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Answers 405 to every method that a path does not take, and names those that it does. */
export function refuseOthers(app: FastifyInstance, url: string, allowed: readonly HTTPMethods[]): void {
  const method = ALL_METHODS.filter((candidate) => !allowed.includes(candidate));
  app.route({
    method,
    url,
    handler: async (_, reply) => {
      reply.header('allow', allowed.join(', '));
      throw methodNotAllowed();
    },
  });
}
