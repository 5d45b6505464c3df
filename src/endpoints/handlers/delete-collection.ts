import type { FastifyReply, FastifyRequest } from 'fastify';
import { deleteCollection } from '../../registry/delete-collection.ts';
import type { ApiObject } from '../../registry/object-codec.ts';
import { contextOf, type Endpoint, formSource } from '../endpoint.ts';
import { listQuery } from '../options/list-options.ts';
import type { Query } from '../options/query.ts';
import { respondList } from '../respond-list.ts';
import { deleteOptionsOf } from './delete.ts';
import { checkListReached, listAnswer, listFormat, listLink } from './list.ts';

/**
 * DELETE of a collection: 200 with the list of what was selected, as it was before; whatever a list or a deletion of one of its
 * objects fails with.
 */
export function deleteCollectionHandler<T extends ApiObject>(endpoint: Endpoint<T>) {
  const source = formSource(endpoint, '');
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    // Whether the answer can be written is known before anything is deleted.
    const { form, format } = listFormat(source, request);
    const listed = listQuery(request.query as Query, endpoint.registry.definition);
    const options = await deleteOptionsOf(request);
    const context = contextOf(endpoint, request);
    await checkListReached(endpoint, listed, context.signal);
    const list = await deleteCollection(endpoint.registry, context, listed, options);
    return respondList(request, reply, listAnswer(form, list, context, listLink(endpoint, request)), format);
  };
}
