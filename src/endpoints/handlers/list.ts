import type { FastifyReply, FastifyRequest } from 'fastify';

import { apiVersionOf } from '../../apimachinery/group-version-kind.ts';
import { listObjects, type ObjectList } from '../../registry/list.ts';
import type { ApiObject } from '../../registry/object-codec.ts';
import type { ResourceDefinition } from '../../registry/resource-definition.ts';
import { contextOf, type Endpoint } from '../endpoint.ts';
import { listQuery } from '../options/list-options.ts';
import type { Query } from '../options/query.ts';
import { respond } from '../respond.ts';
import { checkReached } from './get.ts';

/** GET of a collection: 200 with the list; 410 where the version asked for is no longer kept. */
export function listHandler<T extends ApiObject>(endpoint: Endpoint<T>) {
  const { definition } = endpoint.registry;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const options = listQuery(request.query as Query, definition);
    const context = contextOf(endpoint, request);
    const oldest = Math.max(options.exactly ?? options.notOlderThan, options.continued?.revision ?? 0);
    if (oldest > 0) await checkReached(endpoint, oldest, context.signal);
    const list = await listObjects(endpoint.registry, context, options);
    return respond(request, reply, { code: 200, json: listText(definition, list) });
  };
}

function listText<T extends ApiObject>({ kind, codec }: ResourceDefinition<T>, list: ObjectList): string {
  const items = list.entries.map((entry) => codec.itemText(entry.value, entry.revision));
  return `{"kind":"${kind.kind}List","apiVersion":"${apiVersionOf(kind)}","metadata":${listMetadata(list)},"items":[${items.join(',')}]}`;
}

function listMetadata({ revision, continueToken, remainingItemCount }: ObjectList): string {
  return JSON.stringify({ resourceVersion: String(revision), continue: continueToken, remainingItemCount });
}
