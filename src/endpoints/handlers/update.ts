import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import type { UpdateStrategy } from '../../registry/definition/strategy.ts';
import type { Written } from '../../registry/stored-object.ts';
import { updateObject } from '../../registry/update.ts';
import { type UpdatedOrCreated, updateOrCreateObject } from '../../registry/update-or-create.ts';
import { decodingOf } from '../decoding/body-decoding.ts';
import { dropDuplicateOwners } from '../decoding/duplicate-owners.ts';
import { matchName, matchNamespace } from '../decoding/object-identity.ts';
import { type Endpoint, formSource, objectAnswer, type PathParameters, writeContextOf } from '../endpoint.ts';
import { respond } from '../respond/respond.ts';

/**
 * PUT of an object or of one of its subresources: 200 with the object, 201 where its kind lets a PUT create it; 404, 409 another
 * uid or version, 422 invalid.
 */
export function updateHandler<T extends ApiObject>(
  endpoint: Endpoint<T>,
  subresource: string,
  strategy: UpdateStrategy<T>,
) {
  const { definition } = endpoint.resource;
  const source = formSource(endpoint, subresource);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const parameters = request.params as PathParameters;
    const decoding = decodingOf(request);
    const { document, options } = decoding;
    const object = request.body as T;
    matchNamespace(object, parameters);
    matchName(object, parameters);
    const early = dropDuplicateOwners(object);
    if (early.length > 0) decoding.warnings = [...decoding.warnings, ...early];
    const { warnings } = decoding;
    let fresh: T | undefined = object;
    const change = (): T => {
      const next = fresh ?? again();
      fresh = undefined;
      return next;
    };
    // Another writer won: what was made of the body for the object that lost is of no use any more.
    const again = (): T => {
      const next = document.decode(definition.schema, definition.kind, options).object as T;
      strategy.setDefaults(next);
      matchNamespace(next, parameters);
      dropDuplicateOwners(next);
      return next;
    };
    const { uid } = object.metadata;
    const update = { name: parameters.name ?? '', subresource, strategy, uid, change, dryRun: options.dryRun };
    const context = writeContextOf(endpoint, request, options);
    const written: Written & Partial<UpdatedOrCreated> =
      strategy.allowCreateOnUpdate && subresource === ''
        ? await updateOrCreateObject(endpoint.resource, update, context)
        : await updateObject(endpoint.resource, update, context);
    const code = written.created === true ? 201 : 200;
    const told = warnings.length === 0 ? written : { ...written, warnings: [...warnings, ...written.warnings] };
    return respond(request, reply, objectAnswer(source, code, told));
  };
}
