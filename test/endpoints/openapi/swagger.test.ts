import { readFileSync } from 'node:fs';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { installOpenapi } from '../../../src/endpoints/openapi/install-openapi.ts';
import type { JsonObject } from '../../../src/endpoints/openapi/json.ts';
import { swaggerProtobuf } from '../../../src/endpoints/openapi/swagger-protobuf.ts';
import { kinds } from '../../../src/kinds/kinds.ts';
import { systemClock } from '../../../src/time/clock.ts';
import { Turns } from '../../../src/time/turns.ts';
import { appWithErrors, pods } from '../served-resources.ts';
import routes from './data/kubernetes-routes.json' with { type: 'json' };
import { membersOf, operationsIn, swaggerOf } from './documents.ts';

const document = swaggerOf(kinds, 'v1.36.3');
const definitions = document.definitions as Readonly<Record<string, JsonObject>>;
const DEPRECATED = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';
const PROTOBUF = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/** The messages of the form, without a package: those fields that Kubernetes' clients read. */
const { root } = protobuf.parse(readFileSync(new URL('data/openapi-v2.proto', import.meta.url), 'utf8'), {
  keepCase: true,
});
const Document = root.lookupType('Document');

function decoded(bytes: Uint8Array): Record<string, unknown> {
  return Document.toObject(Document.decode(bytes));
}

describe('the OpenAPI 2.0 document', () => {
  it('names the fields, the patch strategies and the kind of a definition', () => {
    expect(definitions['io.k8s.api.core.v1.Pod']).toMatchObject({
      type: 'object',
      properties: { spec: { $ref: '#/definitions/io.k8s.api.core.v1.PodSpec', description: expect.any(String) } },
      'x-kubernetes-group-version-kind': [{ group: '', version: 'v1', kind: 'Pod' }],
    });
    expect(definitions['io.k8s.api.core.v1.PodStatus']?.properties).toMatchObject({
      conditions: {
        type: 'array',
        items: { $ref: '#/definitions/io.k8s.api.core.v1.PodCondition' },
        'x-kubernetes-patch-strategy': 'merge',
        'x-kubernetes-patch-merge-key': 'type',
        'x-kubernetes-list-map-keys': ['type'],
      },
    });
  });

  it('says of what may be of several types that it is a string', () => {
    expect(definitions['io.k8s.apimachinery.pkg.api.resource.Quantity']).toMatchObject({ type: 'string' });
    expect(definitions['io.k8s.apimachinery.pkg.util.intstr.IntOrString']).toMatchObject({
      type: 'string',
      format: 'int-or-string',
    });
    const foreign = ['oneOf', 'allOf', 'nullable', 'default', 'requestBody', 'components', 'content'];
    expect(membersOf(document).filter(([key, value]) => foreign.includes(key) && typeof value !== 'object')).toEqual(
      [],
    );
    expect(JSON.stringify(document)).not.toMatch(/"#\/components|"oneOf":\[|"allOf":\[/);
  });

  it('defines everything that it refers to', () => {
    const references = membersOf(document).filter(([key, value]) => key === '$ref' && typeof value === 'string');
    const missing = references.filter(([, to]) => !(String(to).replace('#/definitions/', '') in definitions));
    expect(missing).toEqual([]);
  });

  it.each(operationsIn(document).filter(({ path }) => !path.endsWith('/') && !path.includes('/apiextensions.k8s.io/')))(
    '$method $path is described as by kube-apiserver',
    ({ method, path, operation, pathItem }) => {
      const route = routes.find((candidate) => candidate.path === path && candidate.method === method.toUpperCase());
      expect([route?.operationId, route?.action]).toEqual([operation.operationId, operation['x-kubernetes-action']]);
      const parameters = [operation, pathItem].flatMap((place) => (place.parameters ?? []) as JsonObject[]);
      const inQuery = parameters.flatMap((parameter) => (parameter.in === 'query' ? [String(parameter.name)] : []));
      expect(route?.parameters).toEqual(expect.arrayContaining(inQuery));
      expect(route?.produces).toEqual(expect.arrayContaining(operation.produces as string[]));
      expect(route?.consumes).toEqual(expect.arrayContaining((operation.consumes as string[] | undefined) ?? []));
    },
  );
});

describe('its protobuf form', () => {
  const bytes = swaggerProtobuf(document);
  const { paths, definitions: named, ...head } = decoded(bytes) as Record<string, { additional_properties: Named[] }>;

  interface Named {
    readonly name: string;
    readonly value: Record<string, unknown>;
  }

  it('has every path and every definition by name, in order', () => {
    expect(head).toEqual({ swagger: '2.0', info: { title: 'Kubernetes', version: 'v1.36.3' } });
    expect(named?.additional_properties.map(({ name }) => name)).toEqual(Object.keys(definitions));
    expect((paths as unknown as { path: Named[] }).path.map(({ name }) => name)).toEqual(
      Object.keys(document.paths as JsonObject),
    );
  });

  it('has what clients merge by as extensions, whose values are YAML', () => {
    const status = named?.additional_properties.find(({ name }) => name === 'io.k8s.api.core.v1.PodStatus');
    const conditions = {
      type: { value: ['array'] },
      items: { schema: [{ _ref: '#/definitions/io.k8s.api.core.v1.PodCondition' }] },
      vendor_extension: expect.arrayContaining([
        { name: 'x-kubernetes-patch-merge-key', value: { yaml: '"type"' } },
        { name: 'x-kubernetes-list-map-keys', value: { yaml: '["type"]' } },
      ]),
    };
    expect(status?.value.properties).toMatchObject({
      additional_properties: expect.arrayContaining([
        { name: 'conditions', value: expect.objectContaining(conditions) },
      ]),
    });
  });

  it('has operations with their parameters, bodies and answers', () => {
    const path = '/api/v1/namespaces/{namespace}/pods/{name}/status';
    const item = (paths as unknown as { path: Named[] }).path.find(({ name }) => name === path)?.value;
    const string = { type: 'string', unique_items: true };
    const inPath = (name: string) => ({
      parameter: {
        non_body_parameter: {
          path_parameter_sub_schema: { name, in: 'path', required: true, description: expect.any(String), ...string },
        },
      },
    });
    expect(item).toMatchObject({
      put: {
        operation_id: 'replaceCoreV1NamespacedPodStatus',
        tags: ['core_v1'],
        consumes: ['*/*'],
        produces: expect.arrayContaining(['application/json']),
        parameters: expect.arrayContaining([
          {
            parameter: {
              body_parameter: {
                name: 'body',
                in: 'body',
                required: true,
                schema: { _ref: '#/definitions/io.k8s.api.core.v1.Pod' },
              },
            },
          },
          {
            parameter: {
              non_body_parameter: {
                query_parameter_sub_schema: expect.objectContaining({ name: 'dryRun', in: 'query', ...string }),
              },
            },
          },
        ]),
        responses: {
          response_code: expect.arrayContaining([
            {
              name: '200',
              value: {
                response: { description: 'OK', schema: { schema: { _ref: '#/definitions/io.k8s.api.core.v1.Pod' } } },
              },
            },
          ]),
        },
        vendor_extension: expect.arrayContaining([{ name: 'x-kubernetes-action', value: { yaml: '"put"' } }]),
      },
      parameters: expect.arrayContaining([inPath('namespace'), inPath('name')]),
    });
  });

  it('is not made of a document that says what it has no field for', () => {
    expect(() => swaggerProtobuf({ swagger: '2.0', host: 'example' })).toThrow('no field for host');
  });
});

describe('GET /openapi/v2', () => {
  const app = appWithErrors();
  installOpenapi(app, [pods], { version: '0.1.0', gitVersion: 'v1.36.3' }, new Turns(systemClock()));
  const get = (accept?: string, headers: Record<string, string> = {}) =>
    app.inject({ url: '/openapi/v2', headers: { ...(accept !== undefined && { accept }), ...headers } });

  it.each([undefined, '*/*', 'application/json', `${PROTOBUF};q=0.5,application/json`])(
    'answers JSON to a client that accepts %s',
    async (accept) => {
      const answer = await get(accept);
      expect(answer.headers['content-type']).toBe('application/json');
      expect([answer.headers.vary].flat()).toContain('Accept');
      expect(answer.json()).toMatchObject({ swagger: '2.0', info: { version: 'v1.36.3' } });
    },
  );

  it.each([DEPRECATED, PROTOBUF])('answers protobuf to a client that accepts %s', async (accept) => {
    const answer = await get(accept);
    expect(answer.headers['content-type']).toBe(PROTOBUF);
    expect(decoded(answer.rawPayload)).toMatchObject({ swagger: '2.0', info: { version: 'v1.36.3' } });
  });

  it('answers 304 Not Modified to a client that has the document in the form that it asks for', async () => {
    const tag = String((await get(PROTOBUF)).headers.etag);
    expect(tag).toMatch(/^"[0-9A-F]{128}"$/);
    expect((await get(PROTOBUF, { 'if-none-match': tag })).statusCode).toBe(304);
    expect((await get('application/json', { 'if-none-match': tag })).statusCode).toBe(200);
  });

  it('answers 406 to a client that accepts neither', async () => {
    expect((await get('text/html')).json()).toMatchObject({ kind: 'Status', code: 406 });
  });
});
