import type { FastifyReply, FastifyRequest } from 'fastify';
import { tooLargeResourceVersion } from '../../apimachinery/status-error.ts';
import { getObject } from '../../registry/get.ts';
import type { ApiObject } from '../../registry/object-codec.ts';
import { storeFailed } from '../../registry/store-errors.ts';
import { contextOf, type Endpoint, formSource, objectAnswer, type PathParameters } from '../endpoint.ts';
import { checkExport, notOlderThan } from '../options/get-options.ts';
import type { Query } from '../options/query.ts';
import { respond } from '../respond.ts';

/** GET of one object, or of one of its subresources: 200 with the object; 404. */
export function getHandler<T extends ApiObject>(endpoint: Endpoint<T>, subresource: string) {
  const source = formSource(endpoint, subresource);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { name = '' } = request.params as PathParameters;
    const context = contextOf(endpoint, request);
    checkExport(request.query as Query);
    const oldest = notOlderThan(request.query as Query);
    if (oldest > 0) await checkReached(endpoint, oldest, context.signal);
    const object = await getObject(endpoint.registry, name, context);
    return respond(request, reply, objectAnswer(source, 200, object));
  };
}

/** Waits for a version that a client has seen, where it is not reached yet. @throws StatusError 504 where it is not in time. */
export async function checkReached<T extends ApiObject>(
  { registry: { cache } }: Endpoint<T>,
  revision: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const isReached = await cache.reached(revision, signal).catch(storeFailed);
  if (!isReached) throw tooLargeResourceVersion(revision, cache.revision);
}
