import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/endpoints/openapi/json.ts';
import { kinds } from '../../../src/kinds/kinds.ts';
import published from '../../schemas/data/kubernetes-schemas.json' with { type: 'json' };
import { leases, pods } from '../served-resources.ts';
import routes from './data/kubernetes-routes.json' with { type: 'json' };
import { type DocumentedOperation, documentsOf, operationsIn, schemasIn } from './documents.ts';

const documents = documentsOf(kinds, 'v1.36.3');
const made = [...documents];
const schemas: Readonly<Record<string, JsonObject>> = Object.assign(
  {},
  ...made.map(([, document]) => schemasIn(document)),
);
// The routes of this group are not among those that were taken from kube-apiserver.
const NOT_TAKEN = '/apis/apiextensions.k8s.io/';
const operations = made
  .filter(([path]) => /\/v\d/.test(path))
  .flatMap(([, document]) =>
    operationsIn(document).filter(({ path }) => !path.endsWith('/') && !path.startsWith(NOT_TAKEN)),
  );

function routeOf({ method, path }: DocumentedOperation) {
  return routes.find((candidate) => candidate.path === path && candidate.method === method.toUpperCase());
}

describe('/openapi/v3', () => {
  it.each(Object.keys(schemas))('publishes %s as kube-apiserver does, but for the descriptions', (id) => {
    // What discovery answers is not among the schemas that were taken from there.
    const expected = (published as Readonly<Record<string, unknown>>)[id];
    const ours = withoutDescriptions(schemas[id] ?? {});
    if (expected === undefined)
      expect(id).toMatch(
        /^io\.k8s\.apimachinery\.pkg\.(apis\.meta\.v1\.(API|Group|ServerAddress)|version)|^io\.k8s\.apiextensions/,
      );
    else expect(ours).toEqual(expected);
  });

  it('describes fields, also those whose type has a name', () => {
    const { properties } = schemas['io.k8s.api.core.v1.Pod'] as { properties: JsonObject };
    expect(properties.status).toEqual({
      description: expect.stringContaining('What became of the pod'),
      default: {},
      allOf: [{ $ref: '#/components/schemas/io.k8s.api.core.v1.PodStatus' }],
    });
  });

  it.each(operations)('$method $path is named, sorted and answered as in kube-apiserver', (documented) => {
    const { operation } = documented;
    const route = routeOf(documented);
    expect(route).toMatchObject({
      operationId: operation.operationId,
      action: operation['x-kubernetes-action'],
      kind: (operation['x-kubernetes-group-version-kind'] as JsonObject).kind,
      responses: Object.keys(operation.responses as JsonObject),
    });
  });

  it.each(operations)('$method $path takes and answers nothing that kube-apiserver does not', (documented) => {
    const { operation, pathItem } = documented;
    const route = routeOf(documented);
    const parameters = [pathItem, operation].flatMap((place) => (place.parameters ?? []) as JsonObject[]);
    const inQuery = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => String(name));
    expect(route?.parameters).toEqual(expect.arrayContaining(inQuery));
    const { content = {} } = (operation.requestBody ?? {}) as { content?: JsonObject };
    expect(route?.consumes).toEqual(expect.arrayContaining(Object.keys(content)));
    const answers = Object.values(operation.responses as Readonly<Record<string, { content?: JsonObject }>>);
    const types = answers.flatMap(({ content = {} }) => Object.keys(content));
    expect(route?.produces).toEqual(expect.arrayContaining(types));
  });

  // What kubectl looks for before it leaves the validation of fields to the server.
  it.each(['Pod', 'Namespace'])('says that a patch of a %s takes fieldValidation', (kind) => {
    const patch = operations.find(
      ({ method, operation }) =>
        method === 'patch' && (operation['x-kubernetes-group-version-kind'] as JsonObject).kind === kind,
    );
    expect(patch?.operation.parameters).toContainEqual(
      expect.objectContaining({ name: 'fieldValidation', in: 'query' }),
    );
  });

  it('has a document for each group, each group version and each path of discovery', () => {
    const some = documentsOf([pods, leases], 'v1.36.3');
    const paths = [...some].map(([path, document]) => [path, operationsIn(document).at(0)?.operation.operationId]);
    expect(paths).toEqual([
      ['api', 'getCoreAPIVersions'],
      ['api/v1', 'getCoreV1APIResources'],
      ['apis', 'getAPIVersions'],
      ['apis/coordination.k8s.io', 'getCoordinationAPIGroup'],
      ['apis/coordination.k8s.io/v1', 'getCoordinationV1APIResources'],
      ['version', 'getCodeVersion'],
    ]);
  });

  it('names the operations of a named group after it', () => {
    const document = documentsOf([leases], 'v1.36.3').get('apis/coordination.k8s.io/v1') ?? {};
    const ids = operationsIn(document).map(({ operation }) => operation);
    expect(ids.map(({ operationId }) => operationId)).toEqual(
      expect.arrayContaining(['listCoordinationV1LeaseForAllNamespaces', 'replaceCoordinationV1NamespacedLease']),
    );
    expect(ids.at(1)?.tags).toEqual(['coordination_v1']);
  });

  it('names what an action takes and what a connection asks for, each with its own kind and group', () => {
    const document = documentsOf([pods], 'v1.36.3').get('api/v1') ?? {};
    const at = (suffix: string, wanted: string) =>
      operationsIn(document).find(({ path, method }) => path.endsWith(`/{name}/${suffix}`) && method === wanted)
        ?.operation;
    expect(at('eviction', 'post')).toMatchObject({
      operationId: 'createCoreV1NamespacedPodEviction',
      'x-kubernetes-action': 'post',
      'x-kubernetes-group-version-kind': { group: 'policy', version: 'v1', kind: 'Eviction' },
    });
    expect(at('exec', 'get')).toMatchObject({
      operationId: 'connectCoreV1GetNamespacedPodExec',
      'x-kubernetes-action': 'connect',
      'x-kubernetes-group-version-kind': { group: '', version: 'v1', kind: 'PodExecOptions' },
      parameters: [
        { name: 'command', in: 'query', schema: { type: 'string' } },
        { name: 'tty', in: 'query' },
      ],
      responses: { 200: { content: { '*/*': { schema: { type: 'string' } } } } },
    });
    expect(at('log', 'get')).toMatchObject({ operationId: 'readCoreV1NamespacedPodLog', 'x-kubernetes-action': 'get' });
    expect(at('log', 'get')?.responses).toMatchObject({ 200: { content: { 'text/plain': expect.anything() } } });
  });
});

function withoutDescriptions(value: Json): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutDescriptions);
  const members = Object.entries(value as Record<string, Json>).filter(
    ([key, member]) => key !== 'description' || typeof member !== 'string',
  );
  return Object.fromEntries(members.map(([key, member]) => [key, withoutDescriptions(member)]));
}
