import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/endpoints/openapi/json.ts';
import { kubernetesDocuments } from '../../../src/endpoints/openapi/kubernetes-documents.ts';
import { resources } from '../../../src/registry/resources.ts';
import published from '../../schemas/data/kubernetes-schemas.json' with { type: 'json' };
import { leases } from '../served-resources.ts';
import routes from './data/kubernetes-routes.json' with { type: 'json' };
import { operationsIn, schemasIn } from './documents.ts';

const documents = kubernetesDocuments([...resources, leases], 'v1.36.3');
const core = documents.get('api/v1')?.() ?? {};
const operations = operationsIn(core).filter(({ path }) => path !== '/api/v1/');

describe('/openapi/v3/api/v1', () => {
  it.each(Object.keys(schemasIn(core)))('publishes %s as kube-apiserver does, but for the descriptions', (id) => {
    const ours = withoutDescriptions(schemasIn(core)[id] ?? {});
    expect(ours).toEqual((published as Readonly<Record<string, unknown>>)[id]);
  });

  it('describes fields, also those whose type has a name', () => {
    const { properties } = schemasIn(core)['io.k8s.api.core.v1.Pod'] as { properties: JsonObject };
    expect(properties.status).toEqual({
      description: expect.stringContaining('What became of the pod'),
      default: {},
      allOf: [{ $ref: '#/components/schemas/io.k8s.api.core.v1.PodStatus' }],
    });
  });

  it.each(operations)(
    '$method $path is named, sorted and answered as in kube-apiserver',
    ({ method, path, operation }) => {
      const route = routes.find((candidate) => candidate.path === path && candidate.method === method.toUpperCase());
      expect(route).toMatchObject({
        operationId: operation.operationId,
        action: operation['x-kubernetes-action'],
        responses: Object.keys(operation.responses as JsonObject),
      });
      expect(operation['x-kubernetes-group-version-kind']).toEqual({ group: '', version: 'v1', kind: route?.kind });
      expect(operation.tags).toEqual(['core_v1']);
    },
  );

  it.each(operations)(
    '$method $path takes no parameter and no body that kube-apiserver does not take',
    (documented) => {
      const { method, path, operation, pathItem } = documented;
      const route = routes.find((candidate) => candidate.path === path && candidate.method === method.toUpperCase());
      const parameters = [pathItem, operation].flatMap((place) => (place.parameters ?? []) as JsonObject[]);
      const inQuery = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => String(name));
      expect(route?.parameters).toEqual(expect.arrayContaining(inQuery));
      const { content = {} } = (operation.requestBody ?? {}) as { content?: JsonObject };
      expect(route?.consumes).toEqual(expect.arrayContaining(Object.keys(content)));
    },
  );

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
});

describe('/openapi/v3', () => {
  it('has a document for each group version and each path of discovery', () => {
    const paths = [...documents].map(([path, make]) => [path, operationsIn(make()).at(0)?.operation.operationId]);
    expect(paths).toEqual([
      ['api', 'getCoreAPIVersions'],
      ['apis', 'getAPIVersions'],
      ['api/v1', 'getCoreV1APIResources'],
      ['apis/coordination.k8s.io/v1', 'getCoordinationV1APIResources'],
      ['version', 'getCodeVersion'],
    ]);
  });

  it('names the operations of a named group after it', () => {
    const ids = operationsIn(documents.get('apis/coordination.k8s.io/v1')?.() ?? {}).map(({ operation }) => operation);
    expect(ids.map(({ operationId }) => operationId)).toEqual(
      expect.arrayContaining(['listCoordinationV1LeaseForAllNamespaces', 'replaceCoordinationV1NamespacedLease']),
    );
    expect(ids.at(1)?.tags).toEqual(['coordination_v1']);
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
