import { expect, it } from 'vitest';
import { customResourceDefinitions } from '../../../src/kinds/apiextensions/custom-resource-definitions/index.ts';
import published from '../../schemas/data/apiextensions-schemas.json' with { type: 'json' };
import { documentsOf, schemasIn, swaggerOf } from './documents.ts';

const PREFIX = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.';

/** A schema without descriptions, and with what stands alone in allOf in place of it. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key, one]) => !(key === 'description' && typeof one === 'string'));
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === 'allOf' && Array.isArray(only[1])) return plain(only[1][0]);
  return Object.fromEntries(entries.map(([key, one]) => [key, plain(one)]));
}

it('has its whole schema in OpenAPI v3, as kube-apiserver publishes it, so that clients can check what they send', () => {
  const documents = documentsOf([customResourceDefinitions], 'v1.36.3');
  const schemas = schemasIn(documents.get('apis/apiextensions.k8s.io/v1') ?? {});
  for (const [name, schema] of Object.entries(published)) expect(plain(schemas[name]), name).toEqual(plain(schema));
});

it('has it in OpenAPI v2 as well', () => {
  const { definitions = {} } = swaggerOf([customResourceDefinitions], 'v1.36.3') as { definitions?: object };
  const names = Object.keys(definitions).filter((name) => name.startsWith(PREFIX));
  expect(names.toSorted()).toEqual(Object.keys(published).toSorted());
});
