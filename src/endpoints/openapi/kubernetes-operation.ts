import { DeleteOptions } from '../../../schemas/meta/v1/delete-options.ts';
import type { Verb } from '../../registry/resource-definition.ts';
import { PATCH_TYPES } from '../handlers/patch-types.ts';
import { MEDIA_TYPES } from '../negotiation/media-types.ts';
import type { JsonObject } from './json.ts';
import { kubernetesOperationId } from './operation-names.ts';
import type { Operation } from './operations.ts';
import { type QueryParameter, queryParametersOf } from './query-parameters.ts';
import type { SchemaWriter } from './schema-writer.ts';

/** What kube-apiserver calls the verbs in `x-kubernetes-action`. */
const ACTIONS: Readonly<Record<Verb, string>> = {
  list: 'list',
  create: 'post',
  get: 'get',
  update: 'put',
  patch: 'patch',
  delete: 'delete',
};

// As kube-apiserver documents them, some of which it never answers.
const SUCCESSES: Readonly<Record<Verb, readonly [number, string][]>> = {
  list: [[200, 'OK']],
  create: [
    [200, 'OK'],
    [201, 'Created'],
    [202, 'Accepted'],
  ],
  get: [[200, 'OK']],
  update: [
    [200, 'OK'],
    [201, 'Created'],
  ],
  patch: [
    [200, 'OK'],
    [201, 'Created'],
  ],
  delete: [
    [200, 'OK'],
    [202, 'Accepted'],
  ],
};

/** The parameter that kube-apiserver documents beside those of the path, once for all methods. */
export const SHARED_PARAMETER = 'pretty';

/** An operation as kube-apiserver documents it in `/openapi/v3`. */
export function kubernetesOperation(operation: Operation, schemas: SchemaWriter): JsonObject {
  const { verb, resource } = operation;
  const { group, version, kind } = resource.kind;
  const answered = schemas.reference(verb === 'list' ? resource.listSchema : resource.schema);
  const parameters = queryParametersOf(verb).filter(({ name }) => name !== SHARED_PARAMETER);
  const body = requestBody(operation, schemas);
  return {
    tags: [`${group === '' ? 'core' : group.split('.')[0]}_${version}`],
    description: description(operation),
    operationId: kubernetesOperationId(operation),
    ...(parameters.length > 0 && { parameters: parameters.map(kubernetesParameter) }),
    ...(body !== undefined && { requestBody: body }),
    responses: responses(SUCCESSES[verb], answered),
    'x-kubernetes-action': ACTIONS[verb],
    'x-kubernetes-group-version-kind': { group, version, kind },
  };
}

/** A query parameter as kube-apiserver documents it. */
export function kubernetesParameter({ name, description, schema, kubernetesType }: QueryParameter): JsonObject {
  return { name, in: 'query', description, schema: { type: kubernetesType ?? schema.type } };
}

/** Answers that carry `schema`, in every form that objects are written in, and the one of a client that is not known. */
export function responses(successes: readonly [number, string][], schema: JsonObject): JsonObject {
  const content = Object.fromEntries(Object.values(MEDIA_TYPES).map((type) => [type, { schema }]));
  return {
    ...Object.fromEntries(successes.map(([code, text]) => [code, { description: text, content }])),
    401: { description: 'Unauthorized' },
  };
}

function requestBody({ verb, resource }: Operation, schemas: SchemaWriter): JsonObject | undefined {
  switch (verb) {
    case 'create':
    case 'update':
      return { content: { '*/*': { schema: schemas.reference(resource.schema) } }, required: true };
    case 'patch':
      return {
        content: Object.fromEntries(PATCH_TYPES.map((type) => [type, { schema: { type: 'object' } }])),
        required: true,
      };
    case 'delete':
      return { content: { '*/*': { schema: schemas.reference(DeleteOptions) } } };
    default:
      return undefined;
  }
}

function description({ verb, resource, subresource }: Operation): string {
  const what = `${subresource === '' ? '' : `${subresource} of `}objects of kind ${resource.kind.kind}`;
  return `${verb} ${what}`;
}
