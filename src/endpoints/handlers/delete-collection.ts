import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { deleteCollection } from '../../registry/delete-collection.ts';
import { contextOf, type Endpoint, formSource } from '../endpoint.ts';
import { listRequest, requestedList } from '../options/list-options.ts';
import type { Query } from '../options/query.ts';
import { respondList } from '../respond/respond-list.ts';
import { warningHeaders } from '../respond/warnings.ts';
import { deleteOptionsOf } from './delete.ts';
import { checkListReached, listAnswer, listFormat, listLink } from './list.ts';

/**
 * DELETE of a collection: 200 with the list of what was selected, as it was before; whatever a list or a deletion of one of its
 * objects fails with.
 */
export function deleteCollectionHandler<T extends ApiObject>(endpoint: Endpoint<T>) {
  const source = formSource(endpoint, '');
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const asked = listRequest(request.query as Query, endpoint.resource.definition);
    const options = await deleteOptionsOf(request);
    const listed = requestedList(asked);
    const context = contextOf(endpoint, request);
    await checkListReached(endpoint, listed, context.signal);
    const list = await deleteCollection(endpoint.resource, context, listed, options);
    // As in kube-apiserver, what is deleted stays so where the answer cannot be written as its client wants it.
    const { form, format } = listFormat(source, request);
    if (list.warnings.length > 0) reply.header('warning', warningHeaders(list.warnings));
    return respondList(request, reply, listAnswer(form, list, context, listLink(endpoint, request)), format);
  };
}
