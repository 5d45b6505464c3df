import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lint, loadConfig } from '@redocly/openapi-core';
import { Type } from '@sinclair/typebox';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { clientDocument } from '../../../src/endpoints/openapi/client-document.ts';
import type { JsonObject } from '../../../src/endpoints/openapi/json.ts';
import { openapiYaml } from '../../../src/endpoints/openapi/openapi-yaml.ts';
import { type PodledgerServer, startServer } from '../../../src/index.ts';
import { actionKinds, kinds } from '../../../src/kinds/kinds.ts';
import { VERSION } from '../../../src/process/version.ts';
import { leases, pods } from '../served-resources.ts';
import { membersOf, operationsIn, schemasIn } from './documents.ts';

const FILE = fileURLToPath(new URL('../../../openapi.yaml', import.meta.url));
const text = readFileSync(FILE, 'utf8');
const document: JsonObject = parse(text);
const schemas = schemasIn(document);

describe('openapi.yaml', () => {
  it('is what the schemas and the routes make; npm run openapi writes it anew', async () => {
    expect(await openapiYaml(clientDocument([...kinds, ...actionKinds], VERSION))).toBe(text);
  });

  it('passes a linter without an error or a warning', async () => {
    const config = await loadConfig({ configPath: fileURLToPath(new URL('redocly.yaml', import.meta.url)) });
    const problems = await lint({ ref: FILE, config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
  });

  it('has no default anywhere: beside a reference or outside an enum generators stumble over it', () => {
    expect(membersOf(document.components).filter(([key]) => key === 'default')).toEqual([]);
  });

  it('has nothing beside a reference, where OpenAPI 3.0 ignores it', () => {
    const crowded = membersOf(document).filter(
      ([, value]) => isObject(value) && '$ref' in value && Object.keys(value).length > 1,
    );
    expect(crowded).toEqual([]);
  });

  it('reads bodies that are objects in JSON, and answers JSON or plain text', () => {
    const types = operationsIn(document).flatMap(({ operation }) =>
      membersOf(operation).flatMap(([key, value]) => (key === 'content' && isObject(value) ? Object.keys(value) : [])),
    );
    expect([...new Set(types)].toSorted()).toEqual([
      'application/json',
      'application/merge-patch+json',
      'application/strategic-merge-patch+json',
      'text/plain',
    ]);
  });

  it.each([
    ['PodCondition', 'lastProbeTime'],
    ['PodCondition', 'lastTransitionTime'],
    ['NamespaceCondition', 'lastTransitionTime'],
    ['ContainerStateRunning', 'startedAt'],
    ['ContainerStateTerminated', 'finishedAt'],
    ['ObjectMeta', 'creationTimestamp'],
  ])('says that %s.%s may be null', (type, property) => {
    expect(propertyOf(type, property)).toMatchObject({ type: 'string', format: 'date-time', nullable: true });
  });

  it('keeps the width of integers, and what Kubernetes says about lists', () => {
    expect(propertyOf('PodStatus', 'observedGeneration')).toMatchObject({ type: 'integer', format: 'int64' });
    expect(propertyOf('PodStatus', 'conditions')).toMatchObject({
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['type'],
      'x-kubernetes-patch-merge-key': 'type',
      items: { $ref: '#/components/schemas/PodCondition' },
    });
  });

  it('describes quantities, numbers that may be names, and objects that may hold anything', () => {
    expect(schemas.Quantity).toMatchObject({ type: 'string' });
    expect(schemas.IntOrString).toEqual({
      'x-kubernetes-int-or-string': true,
      oneOf: [{ type: 'integer' }, { type: 'string' }],
    });
    expect(schemas.FieldsV1).toEqual({ type: 'object', additionalProperties: true });
  });

  it('says nothing that only this project understands', () => {
    expect(text).not.toMatch(/x-podledger/);
  });

  it('names each operation once, so that it makes a good method', () => {
    const names = operationsIn(document).map(({ operation }) => String(operation.operationId));
    expect(names.filter((name, index) => !/^[a-z][A-Za-z0-9]+$/.test(name) || names.indexOf(name) !== index)).toEqual(
      [],
    );
    expect(names).toEqual(
      expect.arrayContaining([
        'listPods',
        'listPodsForAllNamespaces',
        'createPod',
        'replacePodStatus',
        'getCoreV1Resources',
      ]),
    );
  });

  it('names kinds of one name after their groups too', () => {
    const schema = Type.Object({}, { $id: 'io.k8s.api.coordination.v1.Pod' });
    const other = { ...leases, kind: { ...leases.kind, kind: 'Pod' }, resource: 'pods', singularName: 'pod', schema };
    const both = operationsIn(clientDocument([pods, other], VERSION));
    expect(both.map(({ operation }) => [operation.operationId, operation.tags])).toEqual(
      expect.arrayContaining([
        ['listPods', ['pods']],
        ['listCoordinationV1Pods', ['pods.coordination.k8s.io']],
        ['createCoordinationV1Pod', ['pods.coordination.k8s.io']],
      ]),
    );
  });
});

describe('openapi.yaml beside the server', () => {
  let server: PodledgerServer;
  beforeAll(async () => {
    server = await startServer();
    return () => server.close();
  });

  it('is served', async () => {
    const answer = await fetch(`${server.url}/openapi.yaml`);
    expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['application/yaml', text]);
  });

  it.each(operationsIn(document))('$method $path is routed', async ({ method, path, operation }) => {
    const url = server.url + path.replaceAll(/\{\w+\}/g, 'none');
    const answer = await fetch(url, {
      method: method.toUpperCase(),
      ...(operation.requestBody !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: '{"kind":"None"}',
      }),
    });
    expect(Object.keys(operation.responses as JsonObject)).toContain(String(answer.status));
    expect(answer.status).not.toBe(405);
    if (answer.status === 404) expect(await answer.json()).toMatchObject({ details: { name: 'none' } });
  });
});

function propertyOf(type: string, property: string): unknown {
  return (schemas[type]?.properties as JsonObject | undefined)?.[property];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
