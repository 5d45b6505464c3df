import { DeleteOptions } from '../../../schemas/meta/v1/delete-options.ts';
import { Status } from '../../../schemas/meta/v1/status.ts';
import { WatchEvent } from '../../../schemas/meta/v1/watch-event.ts';
import { PATCH_TYPES } from '../handlers/patch-types.ts';
import { MEDIA_TYPES } from '../negotiation/media-types.ts';
import type { JsonObject } from './json.ts';
import { kubernetesOperationId, kubernetesTag } from './operation-names.ts';
import type { Action, Operation } from './operations.ts';
import { type QueryParameter, queryParametersOf } from './query-parameters.ts';
import type { SchemaWriter } from './schema-writer.ts';

/** What kube-apiserver calls the actions in `x-kubernetes-action`. */
const ACTIONS: Readonly<Record<Action, string>> = {
  list: 'list',
  create: 'post',
  deletecollection: 'deletecollection',
  get: 'get',
  update: 'put',
  patch: 'patch',
  delete: 'delete',
  watch: 'watch',
  watchlist: 'watchlist',
  connect: 'connect',
};

type Success = readonly [number, string];
const OK: Success = [200, 'OK'];
const CREATED: Success = [201, 'Created'];
const ACCEPTED: Success = [202, 'Accepted'];

// As kube-apiserver documents them, some of which it never answers.
const SUCCESSES: Readonly<Partial<Record<Action, readonly Success[]>>> = {
  create: [OK, CREATED, ACCEPTED],
  update: [OK, CREATED],
  patch: [OK, CREATED],
  delete: [OK, ACCEPTED],
};

/** The parameter that kube-apiserver documents beside those of the path, once for all methods. */
const SHARED_PARAMETER = 'pretty';

/** An operation as kube-apiserver documents it in `/openapi/v3`. */
export function kubernetesOperation(operation: Operation, schemas: SchemaWriter): JsonObject {
  const { action, resource, kind } = operation;
  const parameters = isWatch(operation)
    ? []
    : queryParametersOf(operation).filter(({ name }) => name !== SHARED_PARAMETER);
  const body = requestBody(operation, schemas);
  return {
    tags: [kubernetesTag(resource.kind)],
    description: description(operation),
    operationId: kubernetesOperationId(operation),
    ...(parameters.length > 0 && { parameters: parameters.map(kubernetesParameter) }),
    ...(body !== undefined && { requestBody: body }),
    responses: responses(SUCCESSES[action] ?? [OK], answer(operation, schemas), mediaTypes(operation)),
    'x-kubernetes-action': ACTIONS[action],
    'x-kubernetes-group-version-kind': { group: kind.group, version: kind.version, kind: kind.kind },
  };
}

/** The query parameters that kube-apiserver documents at a path rather than at its methods. */
export function sharedParameters(operations: readonly Operation[]): JsonObject[] {
  const shared = operations.flatMap((operation) =>
    queryParametersOf(operation).filter(({ name }) => isWatch(operation) || name === SHARED_PARAMETER),
  );
  return [...new Map(shared.map((parameter) => [parameter.name, parameter])).values()].map(kubernetesParameter);
}

/** A query parameter as kube-apiserver documents it. */
function kubernetesParameter({ name, description, schema, kubernetesType }: QueryParameter): JsonObject {
  return { name, in: 'query', description, schema: { type: kubernetesType ?? schema.type } };
}

/** Answers that carry `schema`, in every form that objects are written in, and the one of a client that is not known. */
export function responses(
  successes: readonly Success[],
  schema: JsonObject,
  types: readonly string[] = Object.values(MEDIA_TYPES),
): JsonObject {
  const content = Object.fromEntries(types.map((type) => [type, { schema }]));
  return {
    ...Object.fromEntries(successes.map(([code, text]) => [code, { description: text, content }])),
    401: { description: 'Unauthorized' },
  };
}

function isWatch({ action }: Operation): boolean {
  return action === 'watch' || action === 'watchlist';
}

function mediaTypes(operation: Operation): string[] {
  const { action, resource, connects } = operation;
  if (action === 'connect') return ['*/*'];
  const types = Object.values(MEDIA_TYPES);
  if (connects) return [...types, 'text/plain'];
  const streams = isWatch(operation) || (action === 'list' && resource.verbs.includes('watch'));
  return streams
    ? types.flatMap((type) => (type === MEDIA_TYPES.yaml ? [type] : [type, `${type};stream=watch`]))
    : types;
}

function answer(operation: Operation, schemas: SchemaWriter): JsonObject {
  const { action, resource, schema, connects } = operation;
  if (isWatch(operation)) return schemas.reference(WatchEvent);
  if (connects) return { type: 'string' };
  if (action === 'list') return schemas.reference(resource.listSchema ?? resource.schema);
  if (action === 'deletecollection') return schemas.reference(Status);
  if (action === 'delete' && resource.deletion?.returnsObject !== true) return schemas.reference(Status);
  return schemas.reference(schema ?? Status);
}

function requestBody({ action, schema }: Operation, schemas: SchemaWriter): JsonObject | undefined {
  switch (action) {
    case 'create':
    case 'update':
      return schema && { content: { '*/*': { schema: schemas.reference(schema) } }, required: true };
    case 'patch':
      return {
        content: Object.fromEntries(PATCH_TYPES.map((type) => [type, { schema: { type: 'object' } }])),
        required: true,
      };
    case 'delete':
    case 'deletecollection':
      return { content: { '*/*': { schema: schemas.reference(DeleteOptions) } } };
    default:
      return undefined;
  }
}

function description({ action, resource, subresource }: Operation): string {
  const what = `${subresource === '' ? '' : `${subresource} of `}objects of kind ${resource.kind.kind}`;
  return `${action === 'watchlist' ? 'watch' : action} ${what}`;
}
