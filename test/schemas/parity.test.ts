import type { TSchema } from '@sinclair/typebox';
import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds/kinds.ts';
import kubernetes from './data/kubernetes-schemas.json' with { type: 'json' };
import { exportedName, namedSchemas, propertiesOf } from './named-schemas.ts';

const REFERENCE = '#/components/schemas/';
const reference: Readonly<Record<string, unknown>> = kubernetes;

const ROOTS = [
  // The schema of custom resource definitions is beside their folder, and has a test there.
  ...kinds.flatMap(({ kind, listSchema }) => (kind.group === 'apiextensions.k8s.io' ? [] : (listSchema.$id ?? []))),
  'io.k8s.apimachinery.pkg.apis.meta.v1.Status',
  'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions',
  'io.k8s.apimachinery.pkg.apis.meta.v1.APIResourceList',
];

describe('the schemas beside those that kube-apiserver publishes', () => {
  it.each([...namedSchemas.keys()])('%s equals it, field by field and annotation by annotation', (id) => {
    expect(definition(namedSchemas.get(id) as TSchema)).toEqual(reference[id]);
  });

  it('every definition that lists of kinds, Status, DeleteOptions and discovery refer to is there', () => {
    const missing = [...reachable(ROOTS)].filter((id) => !namedSchemas.has(id));
    expect(missing).toEqual([]);
  });

  it('a definition is exported under its own name', async () => {
    const exported: Readonly<Record<string, unknown>> = await import('../../schemas/index.ts');
    for (const [id, schema] of namedSchemas) expect(exported[exportedName(id)]).toBe(schema);
  });
});

/** The schema as kube-apiserver publishes it: without what only Podledger says, and with references for named types. */
function definition(schema: TSchema): object {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$id' || key === 'description' || key === 'nullable' || key.startsWith('x-podledger-')) continue;
    if (key === 'properties') {
      out[key] = Object.fromEntries(propertiesOf(schema).map(([name, property]) => [name, use(property)]));
    } else if (key === 'items') {
      out[key] = use(value);
    } else if (key === 'additionalProperties') {
      const values = use(value);
      // Beside nothing else, a reference to the type of a map's values stands alone.
      out[key] = 'allOf' in values && Object.keys(values).length === 1 ? (values.allOf as object[])[0] : values;
    } else {
      out[key] = value;
    }
  }
  return out;
}

/** A schema where it is used: a reference, with the annotations of the place, where it has a name. */
function use(schema: TSchema): Record<string, unknown> {
  const plain = definition(schema) as Record<string, unknown>;
  if (schema.$id === undefined) return plain;
  const type = definition(namedSchemas.get(schema.$id) as TSchema) as Record<string, unknown>;
  const own = Object.entries(plain).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(type[key]));
  return { ...Object.fromEntries(own), allOf: [{ $ref: REFERENCE + schema.$id }] };
}

function reachable(roots: readonly string[]): ReadonlySet<string> {
  const found = new Set(roots);
  for (const id of found) {
    const text = JSON.stringify(reference[id]);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) found.add(name as string);
  }
  return found;
}
