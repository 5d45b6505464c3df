import { expect, test } from 'vitest';
import { customResourceDefinitions } from '../../../src/kinds/apiextensions/custom-resource-definitions/index.ts';

const { codec } = customResourceDefinitions;

const names = { plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'WidgetList' };
const schema = { openAPIV3Schema: { type: 'object' } };
const other = { openAPIV3Schema: { type: 'object', description: 'another' } };
const columns = [{ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }];
const storedColumns = [{ name: 'Age', type: 'date', JSONPath: '.metadata.creationTimestamp' }];
const webhook = { clientConfig: { url: 'https://example.com' }, conversionReviewVersions: ['v1'] };

/** What is stored of a spec of v1, and what is shown of that. */
function thereAndBack(spec: object): { stored: unknown; shown: unknown } {
  const text = JSON.stringify({
    kind: 'CustomResourceDefinition',
    apiVersion: 'apiextensions.k8s.io/v1',
    metadata: { name: 'widgets.example.com' },
    spec,
  });
  const value = codec.cut(text);
  const stored = JSON.parse(value.join(''));
  expect(stored.apiVersion).toBe('apiextensions.k8s.io/v1beta1');
  const again = codec.encode(codec.copy(codec.cut(value.join('')), 1));
  expect(JSON.parse(again.join('')).spec).toEqual(stored.spec);
  return { stored: stored.spec, shown: JSON.parse(codec.text(value, { revision: 1 })).spec };
}

test('what all versions have in common is stored once', () => {
  const [v1, v2] = [
    { name: 'v1', served: true, storage: false },
    { name: 'v2', served: true, storage: true },
  ];
  const common = { schema, subresources: { status: {} }, additionalPrinterColumns: columns };
  const spec = {
    group: 'example.com',
    names,
    scope: 'Namespaced',
    versions: [
      { ...v1, ...common },
      { ...v2, ...common },
    ],
    conversion: { strategy: 'Webhook', webhook },
  };
  const { stored, shown } = thereAndBack(spec);
  expect(stored).toEqual({
    group: 'example.com',
    version: 'v1',
    names,
    scope: 'Namespaced',
    validation: schema,
    subresources: { status: {} },
    versions: [v1, v2],
    additionalPrinterColumns: storedColumns,
    conversion: {
      strategy: 'Webhook',
      webhookClientConfig: webhook.clientConfig,
      conversionReviewVersions: webhook.conversionReviewVersions,
    },
    preserveUnknownFields: false,
  });
  expect(shown).toEqual(spec);
});

test('what versions do not have in common stays in each', () => {
  const versions = [
    { name: 'v1', served: true, storage: false, schema, additionalPrinterColumns: columns },
    { name: 'v2', served: true, storage: true, schema: other },
  ];
  const spec = { group: 'example.com', names, scope: 'Cluster', versions, preserveUnknownFields: true };
  const { stored, shown } = thereAndBack(spec);
  expect(stored).toEqual({
    ...spec,
    version: 'v1',
    versions: [{ ...versions[0], additionalPrinterColumns: storedColumns }, versions[1]],
  });
  expect(shown).toEqual(spec);
});

test('a version without a list of versions is the only one', () => {
  const text = JSON.stringify({
    kind: 'CustomResourceDefinition',
    apiVersion: 'apiextensions.k8s.io/v1beta1',
    metadata: { name: 'widgets.example.com' },
    spec: { group: 'example.com', version: 'v1', names, scope: 'Cluster', validation: schema },
  });
  const shown = JSON.parse(codec.text(codec.cut(text), { revision: 1 }));
  expect(shown.apiVersion).toBe('apiextensions.k8s.io/v1');
  expect(shown.spec.versions).toEqual([{ name: 'v1', served: true, storage: true, schema }]);
});
