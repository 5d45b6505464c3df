import { DeleteOptions } from '../../../schemas/meta/v1/delete-options.ts';
import type { Verb } from '../../registry/resource-definition.ts';
import type { JsonObject } from './json.ts';
import { methodName } from './operation-names.ts';
import { type Operation, pathParametersOf } from './operations.ts';
import { PATCH_CONTENT } from './patch-bodies.ts';
import { queryParametersOf } from './query-parameters.ts';
import type { SchemaWriter } from './schema-writer.ts';

/** An operation as the product's own document describes it. */
export function clientOperation(operation: Operation, schemas: SchemaWriter): JsonObject {
  const { verb, resource, path } = operation;
  const parameters = [...pathParametersOf(path), ...queryParametersOf(verb).map(({ name }) => name)];
  const body = requestBody(operation, schemas);
  return {
    tags: [resource.resource],
    operationId: methodName(operation),
    ...words(operation),
    parameters: parameters.map((name) => ({ $ref: `#/components/parameters/${name}` })),
    ...(body !== undefined && { requestBody: body }),
    responses: {
      ...success(operation, schemas),
      ...Object.fromEntries(
        errorsOf(operation).map((code) => [code, { $ref: `#/components/responses/${ERRORS[code]}` }]),
      ),
      default: { $ref: '#/components/responses/Failure' },
    },
  };
}

type ErrorCode = 400 | 403 | 404 | 406 | 409 | 410 | 413 | 415 | 422;

/** The names of the responses by their codes. */
export const ERRORS: Readonly<Record<ErrorCode, string>> = {
  400: 'BadRequest',
  403: 'Forbidden',
  404: 'NotFound',
  406: 'NotAcceptable',
  409: 'Conflict',
  410: 'Gone',
  413: 'ContentTooLarge',
  415: 'UnsupportedMediaType',
  422: 'UnprocessableContent',
};

const WITH_BODY: readonly ErrorCode[] = [400, 404, 406, 409, 413, 415, 422];

const ERRORS_BY_VERB: Readonly<Record<Verb, readonly ErrorCode[]>> = {
  list: [400, 406, 410, 422],
  create: WITH_BODY,
  get: [404, 406],
  update: WITH_BODY,
  patch: WITH_BODY,
  delete: WITH_BODY,
};

function errorsOf({ verb, resource }: Operation): readonly ErrorCode[] {
  const codes = ERRORS_BY_VERB[verb];
  if (resource.strategy.namespaced) return codes;
  // Only a namespace can be missing when an object is created, and only namespaces are protected from deletion.
  if (verb === 'create') return codes.filter((code) => code !== 404);
  return verb === 'delete' ? [...codes, 403 as const].sort() : codes;
}

function requestBody({ verb, resource }: Operation, schemas: SchemaWriter): JsonObject | undefined {
  switch (verb) {
    case 'create':
    case 'update':
      return { required: true, content: json(schemas.reference(resource.schema)) };
    case 'patch':
      return { required: true, content: PATCH_CONTENT };
    case 'delete':
      return { required: false, content: json(schemas.reference(DeleteOptions)) };
    default:
      return undefined;
  }
}

function success({ verb, resource }: Operation, schemas: SchemaWriter): JsonObject {
  const { singularName, schema, listSchema } = resource;
  switch (verb) {
    case 'list':
      return { 200: { description: 'The list.', content: json(schemas.reference(listSchema)) } };
    case 'create':
      return { 201: { description: `The ${singularName} as created.`, content: json(schemas.reference(schema)) } };
    case 'delete':
      return {
        200: { description: `The last state of the ${singularName}.`, content: json(schemas.reference(schema)) },
      };
    default:
      return { 200: { description: `The ${singularName}.`, content: json(schemas.reference(schema)) } };
  }
}

function json(schema: JsonObject): JsonObject {
  return { 'application/json': { schema } };
}

function words({ verb, resource, subresource, allNamespaces }: Operation): { summary: string; description: string } {
  const { singularName, resource: plural, strategy } = resource;
  const one = `${/^[aeiou]/.test(singularName) ? 'an' : 'a'} ${singularName}`;
  const part = subresource === '' ? one : `the ${subresource} of ${one}`;
  const rest = subresource === '' ? '' : ' What the subresource does not cover stays as it is.';
  switch (verb) {
    case 'list': {
      const where = strategy.namespaced ? (allNamespaces ? ' of all namespaces' : ' of a namespace') : '';
      return {
        summary: `List the ${plural}${where}`,
        description: `Answers the ${plural}${where}, in order of their names.`,
      };
    }
    case 'create':
      return {
        summary: `Create ${one}`,
        description: `Creates ${one} and answers it with its defaults and what the server adds to its metadata.`,
      };
    case 'get':
      return {
        summary: `Read ${part}`,
        description: `Answers the ${subresource === '' ? '' : 'whole '}${singularName}.`,
      };
    case 'update':
      return {
        summary: `Replace ${part}`,
        description: `Replaces ${part} by that in the request, and answers the whole ${singularName}.${rest} Where the request carries metadata.resourceVersion, it fails if someone else has written since that version.`,
      };
    case 'patch':
      return {
        summary: `Patch ${part}`,
        description: `Changes ${part} by a JSON patch (RFC 6902), a JSON merge patch (RFC 7396) or a strategic merge patch, and answers the whole ${singularName}.${rest} Where the patch sets metadata.resourceVersion, it fails if someone else has written since that version; otherwise it is applied to whatever is stored.`,
      };
    default:
      return { summary: `Delete ${one}`, description: `Deletes ${one} at once, and answers its last state.` };
  }
}
