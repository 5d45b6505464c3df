import type { FastifyReply, FastifyRequest } from 'fastify';

import { apiVersionOf } from '../../apimachinery/group-version-kind.ts';
import { listObjects, type ObjectList } from '../../registry/list.ts';
import type { ApiObject } from '../../registry/object-codec.ts';
import type { ResourceDefinition } from '../../registry/resource-definition.ts';
import { contextOf, type Endpoint } from '../endpoint.ts';
import { type ListForm, listInForm } from '../forms/object-form.ts';
import { objectFormat } from '../negotiation/output-format.ts';
import { listQuery } from '../options/list-options.ts';
import type { Query } from '../options/query.ts';
import { respondList } from '../respond-list.ts';
import { checkReached } from './get.ts';

/** GET of a collection: 200 with the list; 410 where the version asked for is no longer kept. */
export function listHandler<T extends ApiObject>(endpoint: Endpoint<T>) {
  const { definition } = endpoint.registry;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const query = request.query as Query;
    const options = listQuery(query, definition);
    const context = contextOf(endpoint, request);
    const oldest = Math.max(options.exactly ?? options.notOlderThan, options.continued?.revision ?? 0);
    if (oldest > 0) await checkReached(endpoint, oldest, context.signal);
    const format = objectFormat(request.headers.accept);
    const form = format.form === undefined ? listForm(definition) : listInForm(endpoint.registry, format.form, query);
    const list = await listObjects(endpoint.registry, context, options);
    const { signal } = context;
    return respondList(request, reply, { form, metadata: listMetadata(list), objects: list.entries, signal }, format);
  };
}

/** How a list of objects is written as they are. */
function listForm<T extends ApiObject>({ kind, codec }: ResourceDefinition<T>): ListForm {
  return {
    head: (metadata) =>
      `{"kind":"${kind.kind}List","apiVersion":"${apiVersionOf(kind)}","metadata":${metadata},"items":`,
    item: ({ value, revision = 0 }) => codec.itemText(value, revision),
    tail: '}',
    none: '[]',
  };
}

function listMetadata({ revision, continueToken, remainingItemCount }: ObjectList): string {
  return JSON.stringify({ resourceVersion: String(revision), continue: continueToken, remainingItemCount });
}
