import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import { decodeObject } from '../../apimachinery/decode/decode-object.ts';
import { JsonSyntaxError, parseJson } from '../../apimachinery/json/parse-json.ts';
import { mergePatch } from '../../apimachinery/patch/merge-patch.ts';
import { badRequest, unsupportedPatchType } from '../../apimachinery/status-error.ts';
import type { ApiObject } from '../../registry/object-codec.ts';
import type { UpdateStrategy } from '../../registry/strategy.ts';
import { updateObject } from '../../registry/update.ts';
import { documentOf } from '../body-decoding.ts';
import { contextOf, type Endpoint, objectAnswer, type PathParameters, pathOf } from '../endpoint.ts';
import type { Query } from '../options/query.ts';
import { writeOptions } from '../options/write-options.ts';
import { respond } from '../respond.ts';

/** The media types of the patches that are served. */
export const PATCH_TYPES = ['application/merge-patch+json'] as const;

/** Refuses a patch of a type that is not served, before its body is read: 415. */
export const checkPatchType: onRequestHookHandler = (request, _, done) => {
  const { mediaType } = documentOf(request);
  done(PATCH_TYPES.some((type) => type === mediaType) ? undefined : unsupportedPatchType());
};

/**
 * PATCH of an object or of one of its subresources with a JSON merge patch (RFC 7386): 200 with the object; 404, 409, 422.
 * A patch that names no version is applied again to whatever won a race.
 */
export function patchHandler<T extends ApiObject>(
  endpoint: Endpoint<T>,
  subresource: string,
  strategy: UpdateStrategy<T>,
) {
  const { definition } = endpoint.registry;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { name = '' } = request.params as PathParameters;
    const options = writeOptions(request.query as Query, 'PatchOptions');
    const text = documentOf(request).text;
    parsePatch(text);
    let told: readonly string[] = [];
    const change = (stored: () => string): T => {
      const patched = applyPatch(stored(), text);
      const { object, warnings } = decodeObject(definition.schema, definition.kind, patched, options);
      told = warnings;
      strategy.setDefaults(object as T);
      return object as T;
    };
    const written = await updateObject(
      endpoint.registry,
      { name, subresource, strategy, uid: undefined, change, dryRun: options.dryRun },
      contextOf(endpoint, request),
    );
    const answered = { ...written, warnings: [...told, ...written.warnings] };
    return respond(request, reply, objectAnswer(endpoint, 200, answered, options.dryRun ? undefined : pathOf(request)));
  };
}

function applyPatch(stored: string, patch: string): string {
  try {
    return JSON.stringify(mergePatch(parseJson(stored).value, parsePatch(patch)));
  } catch (error) {
    // Patching recurses: what overflows the stack is far deeper than any object of the API.
    if (error instanceof RangeError) throw badRequest('error decoding patch: exceeded max depth');
    throw error;
  }
}

function parsePatch(text: string): unknown {
  try {
    const { value } = parseJson(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    throw new JsonSyntaxError('json: a merge patch must be an object');
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw badRequest(`error decoding patch: ${error.message}`);
    throw error;
  }
}
