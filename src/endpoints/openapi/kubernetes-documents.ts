import type { TSchema } from '@sinclair/typebox';
import { APIGroup, APIGroupList } from '../../../schemas/meta/v1/api-group.ts';
import { APIResourceList } from '../../../schemas/meta/v1/api-resource.ts';
import { APIVersions } from '../../../schemas/meta/v1/api-versions.ts';
import { Info } from '../../../schemas/version/info.ts';
import type { Steps } from '../../time/steps.ts';
import { type GroupVersion, groupVersionsOf, namedGroupsOf } from '../discovery/group-versions.ts';
import { basePath } from '../routes/base-path.ts';
import type { ServedResource } from '../routes/served-resource.ts';
import type { JsonObject } from './json.ts';
import { kubernetesDialect } from './kubernetes-dialect.ts';
import { kubernetesOperation, responses, sharedParameters } from './kubernetes-operation.ts';
import { indexSchemas, type SchemaIndex, schemasOf } from './named-schemas.ts';
import { groupName, groupVersionName } from './operation-names.ts';
import { type Operation, operationsOf, pathParametersOf, watchesOf } from './operations.ts';
import { SchemaWriter } from './schema-writer.ts';

/**
 * The documents below `/openapi/v3`, by the path that follows it, in kube-apiserver's own form: one for each group version,
 * and one for each path of discovery. Each is made when it is called for, path by path. `version` is that of the server.
 */
export function kubernetesDocuments(
  resources: readonly ServedResource[],
  version: string,
): ReadonlyMap<string, () => Steps<JsonObject>> {
  let index: SchemaIndex | undefined;
  const write = (makePaths: MakePaths) =>
    function* (): Steps<JsonObject> {
      index ??= indexSchemas(resources.flatMap(schemasOf));
      yield;
      const schemas = new SchemaWriter(index, kubernetesDialect);
      const paths: Record<string, JsonObject> = {};
      for (const [path, item] of makePaths(schemas)) {
        paths[path] = item;
        yield;
      }
      return {
        openapi: '3.0.0',
        info: { title: 'Kubernetes', version },
        paths,
        components: { schemas: schemas.components() },
      };
    };
  return new Map([...kubernetesPaths(resources)].map(([path, makePaths]) => [path, write(makePaths)]));
}

/** Makes the path items of a document, each as it is taken. */
export type MakePaths = (schemas: SchemaWriter) => Iterable<readonly [string, JsonObject]>;

/** What makes the path items of each document. */
export function kubernetesPaths(resources: readonly ServedResource[]): ReadonlyMap<string, MakePaths> {
  const discovery = (url: string, operationId: string, description: string, schema: TSchema): [string, MakePaths] => [
    url.slice(1),
    (schemas) => [[`${url}/`, readOnly(operationId, description, schemas.reference(schema))]],
  ];
  const groupVersions = groupVersionsOf(resources);
  const documents = [
    discovery('/api', 'getCoreAPIVersions', 'get available API versions', APIVersions),
    discovery('/apis', 'getAPIVersions', 'get available API versions', APIGroupList),
    ...[...namedGroupsOf(groupVersions).keys()].map((group) =>
      discovery(`/apis/${group}`, `get${groupName(group)}APIGroup`, 'get information of a group', APIGroup),
    ),
    ...groupVersions.map((groupVersion): [string, MakePaths] => [
      basePath(groupVersion).slice(1),
      (schemas) => groupVersionPaths(groupVersion, schemas),
    ]),
    discovery('/version', 'getCodeVersion', 'get the version of the server', Info),
  ];
  return new Map(documents.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function* groupVersionPaths(
  groupVersion: GroupVersion,
  schemas: SchemaWriter,
): Generator<readonly [string, JsonObject]> {
  const { resources } = groupVersion;
  const own = readOnly(
    `get${groupVersionName(groupVersion)}APIResources`,
    'get available resources',
    schemas.reference(APIResourceList),
  );
  yield [`${basePath(groupVersion)}/`, own];
  const paths = Map.groupBy([...operationsOf(resources), ...watchesOf(resources)], ({ path }) => path);
  for (const [path, operations] of paths) yield [path, pathItem(path, operations, schemas)];
}

function pathItem(path: string, operations: readonly Operation[], schemas: SchemaWriter): JsonObject {
  const methods = operations.map((operation) => [operation.method, kubernetesOperation(operation, schemas)]);
  return {
    ...Object.fromEntries(methods),
    parameters: [
      ...pathParametersOf(path).map((name) => ({
        name,
        in: 'path',
        description: PATH_PARAMETERS[name],
        required: true,
        schema: { type: 'string' },
      })),
      ...sharedParameters(operations),
    ],
  };
}

const PATH_PARAMETERS: Readonly<Record<string, string>> = {
  namespace: 'Namespace that the objects live in.',
  name: 'Name of the object.',
  path: 'Path behind the proxy.',
};

function readOnly(operationId: string, description: string, schema: JsonObject): JsonObject {
  return { get: { description, operationId, responses: responses([[200, 'OK']], schema) } };
}
