import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { entriesOf } from '../../apimachinery/fieldmanager/owner.ts';
import { badRequest, unsupportedPatchType, withWarnings } from '../../apimachinery/status-error.ts';
import type { UpdateStrategy } from '../../registry/definition/strategy.ts';
import { ownershipOf } from '../../registry/ownership.ts';
import { updateObject } from '../../registry/update.ts';
import { documentOf } from '../decoding/body-decoding.ts';
import { dropDuplicateOwners } from '../decoding/duplicate-owners.ts';
import { matchName, matchNamespace } from '../decoding/object-identity.ts';
import { type Endpoint, formSource, objectAnswer, type PathParameters, writeContextOf } from '../endpoint.ts';
import { patchOptions } from '../options/patch-options.ts';
import type { Query } from '../options/query.ts';
import { respond } from '../respond/respond.ts';
import { applyHandler } from './apply.ts';
import { APPLY_PATCH, APPLY_TYPE, type ApplyPatch, PATCH_TYPES } from './patch-types.ts';

/** Refuses a patch of a type that is not served, before its body is read: 415. */
export const checkPatchType: onRequestHookHandler = (request, _, done) => {
  const isServed = isApply(request) || applierOf(request) !== undefined;
  done(isServed ? undefined : unsupportedPatchType());
};

/**
 * PATCH of an object or of one of its subresources with a JSON patch (RFC 6902), a JSON merge patch (RFC 7386) or a strategic
 * merge patch: 200 with the object; 400, 404, 409, 413, 422. It never creates, unless it is an apply (see applyHandler). A patch
 * that names no version is applied again to whatever won a race.
 */
export function patchHandler<T extends ApiObject>(
  endpoint: Endpoint<T>,
  subresource: string,
  strategy: UpdateStrategy<T>,
) {
  const { definition } = endpoint.resource;
  const { document: documentOfObject } = ownershipOf(definition, subresource, strategy);
  const applyConfiguration = applyHandler(endpoint, subresource, strategy);
  const source = formSource(endpoint, subresource);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (isApply(request)) return applyConfiguration(request, reply);
    const parameters = request.params as PathParameters;
    const apply = applierOf(request);
    if (apply === undefined) throw unsupportedPatchType();
    const options = patchOptions(request.query as Query);
    const { text } = documentOf(request);
    const { schema, kind, codec } = definition;
    let told: readonly string[] = [];
    const change = (old: T): T => {
      const document = (names: (field: string) => boolean) => {
        const shown = documentOfObject(old, names);
        const owners = codec.ownersOf(old);
        if (owners.length === 0 || !names('managedFields')) return shown;
        return { ...shown, metadata: { ...old.metadata, managedFields: entriesOf(owners) } };
      };
      const target = { schema, kind, fieldValidation: options.fieldValidation, document };
      const { object, warnings } = withinDepth(() => apply(text, target));
      const next = object as T;
      told = warnings;
      strategy.setDefaults(next);
      matchNamespace(next, parameters);
      matchName(next, parameters);
      const early = dropDuplicateOwners(next, { afterAdmission: true });
      if (early.length > 0) told = [...warnings, ...early];
      return next;
    };
    const { dryRun } = options;
    const update = { name: parameters.name ?? '', subresource, strategy, uid: undefined, change, dryRun };
    const context = writeContextOf(endpoint, request, options);
    const written = await updateObject(endpoint.resource, update, context).catch((error) => {
      // What was found in the patch is told as well where its result is refused.
      throw withWarnings(error, told);
    });
    const answered = { ...written, warnings: [...told, ...written.warnings] };
    return respond(request, reply, objectAnswer(source, 200, answered));
  };
}

function isApply(request: FastifyRequest): boolean {
  return documentOf(request).mediaType === APPLY_TYPE;
}

function applierOf(request: FastifyRequest): ApplyPatch | undefined {
  const { mediaType } = documentOf(request);
  const type = PATCH_TYPES.find((one) => one === mediaType);
  return type === undefined || type === APPLY_TYPE ? undefined : APPLY_PATCH[type];
}

/** Does something by recursion; what overflows there is far deeper than any object of the API. */
function withinDepth<R>(work: () => R): R {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw badRequest('error decoding patch: json: exceeded max depth');
    throw error;
  }
}
