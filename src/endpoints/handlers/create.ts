import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { createObject } from '../../registry/create.ts';
import { decodingOf } from '../decoding/body-decoding.ts';
import { dropDuplicateOwners } from '../decoding/duplicate-owners.ts';
import { matchNamespace } from '../decoding/object-identity.ts';
import { type Endpoint, formSource, objectAnswer, type PathParameters, writeContextOf } from '../endpoint.ts';
import { respond } from '../respond/respond.ts';

/** POST to a collection: 201 with the object; 404 no such namespace, 409 it exists, 422 invalid. */
export function createHandler<T extends ApiObject>(endpoint: Endpoint<T>) {
  const source = formSource(endpoint, '');
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const object = request.body as T;
    const decoding = decodingOf(request);
    const { options } = decoding;
    matchNamespace(object, request.params as PathParameters);
    const { strategy } = endpoint.resource.definition;
    const early = [...dropDuplicateOwners(object), ...(strategy.warningsOnPrepare?.(object) ?? [])];
    if (early.length > 0) decoding.warnings = [...decoding.warnings, ...early];
    const created = await createObject(endpoint.resource, object, writeContextOf(endpoint, request, options), options);
    const warnings = [...decoding.warnings, ...created.warnings];
    return respond(request, reply, objectAnswer(source, 201, { ...created, warnings }));
  };
}
