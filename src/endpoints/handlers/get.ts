import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { tooLargeResourceVersion } from '../../apimachinery/status-error.ts';
import { getObject } from '../../registry/get.ts';
import { storeFailed } from '../../registry/store-errors.ts';
import { contextOf, type Endpoint, formSource, objectAnswer, type PathParameters } from '../endpoint.ts';
import { checkExport, notOlderThan, readsWhatIsSeen } from '../options/get-options.ts';
import { first, type Query } from '../options/query.ts';
import { respond } from '../respond/respond.ts';

/** GET of one object, or of one of its subresources: 200 with the object; 404. */
export function getHandler<T extends ApiObject>(endpoint: Endpoint<T>, subresource: string) {
  const source = formSource(endpoint, subresource);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { name = '' } = request.params as PathParameters;
    const context = contextOf(endpoint, request);
    const query = request.query as Query;
    checkExport(query);
    const reaching = versionReached(endpoint, query, context.signal);
    if (reaching !== undefined) await reaching;
    const reach = readsWhatIsSeen(query, endpoint.resource.definition) ? 'filled' : 'fresh';
    const object = await getObject(endpoint.resource, name, context, reach);
    return respond(request, reply, objectAnswer(source, 200, object));
  };
}

/** Waits for the version that a read of one object names, if any. @throws StatusError what notOlderThan and checkReached throw. */
export function versionReached<T extends ApiObject>(
  endpoint: Endpoint<T>,
  query: Query,
  signal: AbortSignal | undefined,
): Promise<void> | undefined {
  const oldest = notOlderThan(query, endpoint.resource.definition);
  return oldest > 0 ? checkReached(endpoint, oldest, signal, first(query, 'resourceVersion')) : undefined;
}

/**
 * Waits for a version that a client has seen, where it is not reached yet; `named` is how the client wrote it, since numbers are not
 * exact where they are large.
 * @throws StatusError 504 where it is not in time.
 */
export async function checkReached<T extends ApiObject>(
  { resource: { cache, definition } }: Endpoint<T>,
  revision: number,
  signal: AbortSignal | undefined,
  named = String(revision),
): Promise<void> {
  const isReached = await cache.reached(revision, signal).catch(storeFailed);
  if (!isReached) throw tooLargeResourceVersion(BigInt(named), cache.revision, definition.isUncached !== true);
}
