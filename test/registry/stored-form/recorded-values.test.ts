import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ApiObject } from '../../../src/apimachinery/api-object.ts';
import { apiVersionOf } from '../../../src/apimachinery/group-version-kind.ts';
import { kinds } from '../../../src/kinds/kinds.ts';
import type { ResourceDefinition } from '../../../src/registry/definition/resource-definition.ts';
import { objectServer } from '../../support/object-server.ts';

/** An object as kube-apiserver v1.36.3 stored it with `--storage-media-type=application/json`, and as it answered it. */
interface RecordedValue {
  readonly kind: string;
  readonly object: string;
  readonly key: string;
  readonly request: { readonly method: string; readonly path: string; readonly body: object };
  /** The status that was written after the object. */
  readonly status?: { readonly status: object };
  readonly value: string;
  readonly get: ApiObject & { readonly metadata: { readonly resourceVersion: string } };
}

const recorded = JSON.parse(
  readFileSync(new URL('data/recorded-values.json', import.meta.url), 'utf8'),
) as readonly RecordedValue[];

function definitionOf({ kind }: RecordedValue): ResourceDefinition<ApiObject> {
  const found = kinds.find((one) => `${apiVersionOf(one.kind)}/${one.kind.kind}` === kind);
  if (found === undefined) throw new Error(`${kind} is not served`);
  return found;
}

/** Without what is picked at random: addresses of services, and node ports that no client named. */
function withoutAllocations(text: string): string {
  return text
    .replaceAll(/"10\.96\.\d+\.\d+"/g, '"an address"')
    .replaceAll(/"nodePort":(?!30123)\d+/g, '"nodePort":31000');
}

/** An object without its status and who owns that. */
function withoutStatus(text: string): string {
  const { status: _, ...object } = JSON.parse(text) as ApiObject & { readonly status: unknown };
  const managedFields = object.metadata.managedFields?.filter(({ subresource }) => subresource !== 'status');
  return JSON.stringify({ ...object, metadata: { ...object.metadata, managedFields } });
}

describe.each(recorded.map((value) => ({ ...value, name: `${value.kind} ${value.object}` })))(
  'what kube-apiserver stored of $name',
  (one) => {
    const { kind, key, value, get, request, status } = one;
    const definition = definitionOf(one);
    const { codec, keyPrefix } = definition;
    // kube-apiserver's own controllers wrote the status between its answer and the reading of what is stored.
    const isWrittenAgain = kind === 'apiextensions.k8s.io/v1/CustomResourceDefinition';

    test('lies under a key of the kind', () => {
      expect(key.startsWith(keyPrefix)).toBe(true);
    });

    test('is cut into segments that are the very text', () => {
      expect(codec.cut(value).join('')).toBe(value);
    });

    test('is answered as kube-apiserver answered it', () => {
      const { resourceVersion } = get.metadata;
      const text = codec.text(codec.cut(value), { revision: Number(resourceVersion) });
      const answered = isWrittenAgain
        ? [withoutStatus(text), withoutStatus(JSON.stringify(get))]
        : [text, JSON.stringify(get)];
      expect(answered[0]).toBe(answered[1]);
    });

    test('is what is stored of the object that it holds', () => {
      const cut = codec.cut(value);
      const object = codec.copy(cut, 7);
      Object.assign(object.metadata, { managedFields: undefined });
      const encoded = codec.withOwners(codec.encode(object), codec.ownersOf(codec.open(cut, 7)));
      expect(encoded).toEqual(cut);
      expect(encoded.join('')).toBe(value);
    });

    test.skipIf(!definition.verbs.includes('create'))('is what is stored of the same requests', async () => {
      const { uid = '', creationTimestamp = '' } = get.metadata;
      await using server = await objectServer({ now: () => Date.parse(creationTimestamp), randomUUID: () => uid });
      const headers = { 'user-agent': 'conformance' };
      await server.send('POST', '/api/v1/namespaces', { metadata: { name: 'lab' } }, headers);
      const { path, body, method } = request;
      const created = await server.send(method, path, body, headers);
      expect(created.status, created.text).toBe(201);
      if (status !== undefined) {
        const next = { ...(JSON.parse(created.text) as ApiObject), ...status };
        const put = await server.send('PUT', `${path}/${next.metadata.name}/status`, next, headers);
        expect(put.status, put.text).toBe(200);
      }
      expect(withoutAllocations((await server.textOf(key)) ?? '')).toBe(withoutAllocations(value));
    });
  },
);
