import { APIGroupList } from '../../../schemas/meta/v1/api-group.ts';
import { APIResourceList } from '../../../schemas/meta/v1/api-resource.ts';
import { APIVersions } from '../../../schemas/meta/v1/api-versions.ts';
import { Status } from '../../../schemas/meta/v1/status.ts';
import { Info } from '../../../schemas/version/info.ts';
import { groupVersionsOf } from '../discovery/group-versions.ts';
import { basePath } from '../routes/base-path.ts';
import type { ServedResource } from '../routes/served-resource.ts';
import { clientDialect } from './client-dialect.ts';
import { clientOperation, ERRORS, queryParameter, tagOf } from './client-operation.ts';
import type { JsonObject } from './json.ts';
import { indexSchemas, schemasOf } from './named-schemas.ts';
import { groupVersionName } from './operation-names.ts';
import { operationsOf } from './operations.ts';
import { PATCH_SCHEMAS } from './patch-bodies.ts';
import { QUERY_PARAMETERS, queryParametersOf } from './query-parameters.ts';
import { shortNames } from './schema-names.ts';
import { SchemaWriter } from './schema-writer.ts';

/**
 * The product's own OpenAPI document, made for people and for generators of clients. JSON is the only media type in it, since
 * some generators refuse a choice; only a patch has two, for its media type says what it means. The deprecated paths of watches
 * are left out: a list with `watch=true` is the same. `version` is that of the product.
 */
export function clientDocument(resources: readonly ServedResource[], version: string): JsonObject {
  const index = indexSchemas(resources.flatMap(schemasOf));
  const types = shortNames(index.keys());
  const schemas = new SchemaWriter(index, clientDialect(types));
  const paths = { ...resourcePaths(resources, schemas, types), ...discoveryPaths(resources, schemas), ...HEALTH };
  const responses = errorResponses(schemas);
  return {
    openapi: '3.0.3',
    info: {
      title: 'Podledger',
      version,
      description: INTRODUCTION,
      contact: { name: 'The Podledger authors' },
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: 'http://127.0.0.1:8080', description: 'A server with the default flags, on this machine.' }],
    // Whoever reaches the server may do everything.
    security: [],
    tags: [
      ...resources.map((resource) => ({
        name: tagOf(resource, types),
        description: `Operations on ${tagOf(resource, types)}.`,
      })),
      { name: 'discovery', description: 'What is served.' },
      { name: 'health', description: 'Whether the server is well.' },
    ],
    paths,
    components: {
      schemas: { ...schemas.components(), ...PATCH_SCHEMAS },
      parameters: { ...PATH_PARAMETERS, ...queryParameters(resources) },
      responses,
    },
  };
}

const INTRODUCTION = `The Kubernetes API for pods and their status.

Objects are read and written as JSON, or as YAML where Content-Type and Accept say \`application/yaml\`. An error is answered as a Status. What is accepted and yet doubtful, such as an unknown field, is named in Warning headers. \`kubectl\` and the clients of Kubernetes find the API in the form of kube-apiserver at \`/openapi/v3\`.
`;

const PATH_PARAMETERS: JsonObject = {
  namespace: {
    name: 'namespace',
    in: 'path',
    required: true,
    description: 'Namespace that the objects live in.',
    schema: { type: 'string' },
  },
  name: { name: 'name', in: 'path', required: true, description: 'Name of the object.', schema: { type: 'string' } },
  path: { name: 'path', in: 'path', required: true, description: 'Path behind the proxy.', schema: { type: 'string' } },
};

/** The query parameters that any of the operations takes and that are described once for all. */
function queryParameters(resources: readonly ServedResource[]): JsonObject {
  const shared = operationsOf(resources).filter(({ options }) => options === undefined);
  const used = new Set(shared.flatMap(queryParametersOf));
  return Object.fromEntries(
    QUERY_PARAMETERS.filter((parameter) => used.has(parameter)).map((parameter) => [
      parameter.name,
      queryParameter(parameter),
    ]),
  );
}

const ERROR_DESCRIPTIONS: Readonly<Record<keyof typeof ERRORS, string>> = {
  400: 'The request cannot be read, or contradicts itself.',
  403: 'The request is understood and refused: the namespaces that the system needs are not deleted.',
  404: 'The object, or the namespace that it is to be created in, does not exist.',
  406: 'None of the media types that the client accepts is served.',
  409: 'The object exists already, or has another version or uid than the request says.',
  410: 'The version asked for is no longer kept.',
  413: 'The request body is larger than 3 MiB.',
  415: 'The media type of the request body is not supported.',
  422: 'The object or the options of the request are not valid; the causes name each field at fault.',
};

function errorResponses(schemas: SchemaWriter): JsonObject {
  const content = { 'application/json': { schema: schemas.reference(Status) } };
  const named = Object.entries(ERRORS).map(([code, name]) => [
    name,
    { description: ERROR_DESCRIPTIONS[Number(code) as keyof typeof ERRORS], content },
  ]);
  return { ...Object.fromEntries(named), Failure: { description: 'Any other failure.', content } };
}

function resourcePaths(
  resources: readonly ServedResource[],
  schemas: SchemaWriter,
  types: ReadonlyMap<string, string>,
): JsonObject {
  const paths = Map.groupBy(operationsOf(resources), ({ path }) => path);
  return Object.fromEntries(
    [...paths].map(([path, operations]) => [
      path,
      Object.fromEntries(operations.map((operation) => [operation.method, clientOperation(operation, schemas, types)])),
    ]),
  );
}

function discoveryPaths(resources: readonly ServedResource[], schemas: SchemaWriter): JsonObject {
  const answer = (description: string, schema: JsonObject): JsonObject => ({
    200: { description, content: { 'application/json': { schema } } },
  });
  const read = (operationId: string, summary: string, description: string, schema: JsonObject): JsonObject => ({
    get: {
      tags: ['discovery'],
      operationId,
      summary,
      description,
      responses: { ...answer(description, schema), 406: { $ref: `#/components/responses/${ERRORS[406]}` } },
    },
  });
  const groupVersions = groupVersionsOf(resources).map((groupVersion) => [
    basePath(groupVersion),
    read(
      `get${groupVersionName(groupVersion)}Resources`,
      `List the resources below ${basePath(groupVersion)}`,
      'Resources and subresources, with what can be done with each.',
      schemas.reference(APIResourceList),
    ),
  ]);
  return {
    '/api': read(
      'getApiVersions',
      'List the versions of the core group',
      'The versions.',
      schemas.reference(APIVersions),
    ),
    '/apis': read('getApiGroups', 'List the named API groups', 'The groups.', schemas.reference(APIGroupList)),
    ...Object.fromEntries(groupVersions),
    '/version': {
      get: {
        tags: ['discovery'],
        operationId: 'getVersion',
        summary: 'Read the version of the server',
        description: 'The version of Kubernetes that is served, and of the product behind the plus sign.',
        responses: answer('The version.', schemas.reference(Info)),
      },
    },
  };
}

const HEALTH: JsonObject = Object.fromEntries(
  [
    ['/healthz', 'getHealth', 'Check the health of the server'],
    ['/livez', 'getLiveness', 'Check whether the server has to be restarted'],
    ['/readyz', 'getReadiness', 'Check whether the server can take requests'],
  ].map(([path, operationId, summary]) => [
    path,
    {
      get: {
        tags: ['health'],
        operationId,
        summary,
        description: 'With `?verbose` the answer names every check.',
        responses: { 200: health('All is well.'), 500: health('A check has failed; the answer says which.') },
      },
    },
  ]),
);

function health(description: string): JsonObject {
  return { description, content: { 'text/plain': { schema: { type: 'string' } } } };
}
