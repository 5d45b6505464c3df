import type { TSchema } from '@sinclair/typebox';
import { DeleteOptions } from '../../../schemas/meta/v1/delete-options.ts';
import { Status } from '../../../schemas/meta/v1/status.ts';
import { PATCH_TYPES } from '../handlers/patch-types.ts';
import type { ServedResource } from '../routes/served-resource.ts';
import type { JsonObject } from './json.ts';
import { methodName } from './operation-names.ts';
import { type Action, type Operation, pathParametersOf } from './operations.ts';
import { PATCH_CONTENT } from './patch-bodies.ts';
import { type QueryParameter, queryParametersOf } from './query-parameters.ts';
import type { SchemaWriter } from './schema-writer.ts';

/** An operation as the product's own document describes it. `types` are the names of the schemas. */
export function clientOperation(
  operation: Operation,
  schemas: SchemaWriter,
  types: ReadonlyMap<string, string>,
): JsonObject {
  const { resource, path, options } = operation;
  const body = requestBody(operation, schemas);
  return {
    tags: [tagOf(resource, types)],
    operationId: methodName(operation, typeOf(resource, types)),
    ...words(operation),
    parameters: [
      ...pathParametersOf(path).map(parameterReference),
      // What only one subresource takes is described where it is taken.
      ...queryParametersOf(operation).map((parameter) =>
        options === undefined ? parameterReference(parameter.name) : queryParameter(parameter),
      ),
    ],
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

/** The tag of a resource's operations: its name; its name and group where another group has one of that name. */
export function tagOf(resource: ServedResource, types: ReadonlyMap<string, string>): string {
  const { kind, resource: plural } = resource;
  return typeOf(resource, types) === kind.kind ? plural : `${plural}.${kind.group}`;
}

/** A query parameter, as the product's own document describes it. */
export function queryParameter({ name, description, schema }: QueryParameter): JsonObject {
  return { name, in: 'query', description, schema };
}

function typeOf({ kind, schema }: ServedResource, types: ReadonlyMap<string, string>): string {
  return types.get(schema.$id ?? '') ?? kind.kind;
}

function parameterReference(name: string): JsonObject {
  return { $ref: `#/components/parameters/${name}` };
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

const ERRORS_BY_ACTION: Readonly<Partial<Record<Action, readonly ErrorCode[]>>> = {
  list: [400, 406, 410, 422],
  create: WITH_BODY,
  get: [404, 406],
  update: WITH_BODY,
  patch: WITH_BODY,
  delete: WITH_BODY,
  deletecollection: WITH_BODY.filter((code) => code !== 404),
};

function errorsOf({ action, resource, connects, subresource }: Operation): readonly ErrorCode[] {
  if (connects) return [400, 404];
  const codes = ERRORS_BY_ACTION[action] ?? [];
  if (resource.strategy.namespaced || subresource !== '') return codes;
  // Only a namespace can be missing when an object is created, and only namespaces are protected from deletion.
  if (action === 'create') return codes.filter((code) => code !== 404);
  return action === 'delete' && resource.kind.kind === 'Namespace' ? [...codes, 403 as const].sort() : codes;
}

function requestBody({ action, schema }: Operation, schemas: SchemaWriter): JsonObject | undefined {
  switch (action) {
    case 'create':
    case 'update':
      return schema && { required: true, content: json(schemas.reference(schema)) };
    case 'patch':
      return { required: true, content: PATCH_CONTENT };
    case 'delete':
    case 'deletecollection':
      return { required: false, content: json(schemas.reference(DeleteOptions)) };
    default:
      return undefined;
  }
}

function success(operation: Operation, schemas: SchemaWriter): JsonObject {
  const { action, resource, kind, schema = Status, answerSchema = schema, connects } = operation;
  const { singularName, listSchema = resource.schema, deletion } = resource;
  if (connects) return { 200: { description: 'What was found.', content: { 'text/plain': { schema: TEXT } } } };
  const answer = (code: number, description: string, answered: TSchema): JsonObject => ({
    [code]: { description, content: json(schemas.reference(answered)) },
  });
  switch (action) {
    case 'list':
      return answer(200, 'The list.', listSchema);
    case 'create':
      return answer(201, kind === resource.kind ? `The ${singularName} as created.` : 'It is done.', answerSchema);
    case 'deletecollection':
      return answer(200, 'What was deleted, as it was before.', listSchema);
    case 'delete':
      return deletion?.returnsObject === true
        ? answer(200, `The last state of the ${singularName}.`, schema)
        : answer(200, `It is gone, or the ${singularName} itself where its finalizers keep it.`, Status);
    default:
      return answer(200, `The ${singularName}.`, answerSchema);
  }
}

const TEXT: JsonObject = { type: 'string' };

function json(schema: JsonObject): JsonObject {
  return { 'application/json': { schema } };
}

function words(operation: Operation): { summary: string; description: string } {
  const { action, method, resource, subresource, kind, allNamespaces, connects } = operation;
  const { singularName, resource: plural, strategy } = resource;
  const one = withArticle(singularName);
  const part = subresource === '' ? one : `the ${subresource} of ${one}`;
  const rest = subresource === '' ? '' : ' What the subresource does not cover stays as it is.';
  const where = strategy.namespaced ? (allNamespaces ? ' of all namespaces' : ' of a namespace') : '';
  if (connects) {
    const how = `${method.toUpperCase()} ${part}`;
    return { summary: how, description: `Asks the node that runs the ${singularName} for its ${subresource}.` };
  }
  switch (action) {
    case 'list':
      return {
        summary: `List the ${plural}${where}`,
        description: `Answers the ${plural}${where}, in order of their names.`,
      };
    case 'create':
      return kind === resource.kind
        ? {
            summary: `Create ${one}`,
            description: `Creates ${one} and answers it with its defaults and what the server adds to its metadata.`,
          }
        : {
            summary: `Create ${withArticle(kind.kind)} for ${one}`,
            description: `Does with ${one} what ${withArticle(kind.kind)} stands for. It is not stored.`,
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
        description: `Changes ${part} by a JSON merge patch (RFC 7396) or a strategic merge patch, and answers the whole ${singularName}.${rest} Where the patch sets metadata.resourceVersion, it fails if someone else has written since that version; otherwise it is applied to whatever is stored. With the media type \`application/json-patch+json\` the body is a list of operations (RFC 6902).${APPLIES}`,
      };
    case 'deletecollection':
      return {
        summary: `Delete ${plural}${where}`,
        description: `Deletes the ${plural}${where} that the selectors take in, one by one, and answers them as they were before.`,
      };
    default:
      return {
        summary: `Delete ${one}`,
        description: `Deletes ${one}, or begins to where it has a grace period or finalizers.`,
      };
  }
}

const APPLIES = PATCH_TYPES.some((type) => type.startsWith('application/apply-patch'))
  ? ' With the media type `application/apply-patch+yaml` and a fieldManager the body is the configuration that the manager wants to hold (server-side apply).'
  : '';

function withArticle(name: string): string {
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
}
