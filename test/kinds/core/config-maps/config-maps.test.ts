import { describe, expect, it } from 'vitest';
import type { ConfigMap } from '../../../../schemas/core/v1/config-map.ts';
import { configMaps } from '../../../../src/kinds/core/config-maps/index.ts';
import { describeResource } from '../../../registry/resource-suite.ts';
import { errorTexts } from '../../../support/field-errors.ts';
import { objectOf } from '../../../support/kinds.ts';

describeResource(configMaps, {
  valid: (name) => ({ metadata: { name }, data: { 'file.txt': 'x\ny' }, binaryData: { b: 'AAEC' } }),
  changed: (stored) => ({
    ...stored,
    data: { ...(stored.data as object), [`k${stored.metadata.resourceVersion}`]: '' },
  }),
  invalid: (name) => ({ metadata: { name }, data: { '..': 'x' } }),
  invalidField: 'data[..]',
  subresources: {},
});

const { strategy, table } = configMaps;

function configMap(rest: Partial<ConfigMap>): ConfigMap {
  return { metadata: { name: 'c', namespace: 'default', resourceVersion: '1' }, ...rest };
}

describe('an immutable ConfigMap', () => {
  it('does not go from no bytes to an empty list of them, while texts are always a list', () => {
    const old = objectOf(configMaps, configMap({ immutable: true }));
    const errors = (rest: object) =>
      errorTexts(strategy.validateUpdate(objectOf(configMaps, configMap({ immutable: true, ...rest })), old));
    expect(errors({ data: {} })).toEqual([]);
    expect(errors({ binaryData: {} })).toEqual(['binaryData: Forbidden: field is immutable when `immutable` is set']);
    expect(errors({ binaryData: null })).toEqual([]);
    expect(objectOf(configMaps, configMap({ binaryData: {} })).binaryData).toBeUndefined();
  });
});

describe('a ConfigMap', () => {
  it('has file names for keys, each in one place', () => {
    const object = configMap({ data: { 'a b': 'x', a: 'x' }, binaryData: { a: '', '.': '' } });
    expect(errorTexts(strategy.validate(object))).toEqual([
      expect.stringMatching(/^data\[a b\]: Invalid value: "a b": a valid config key must consist of/),
      'data[a]: Invalid value: "a": duplicate of key present in binaryData',
      'binaryData[.]: Invalid value: ".": must not be \'.\'',
    ]);
  });

  it('holds a mebibyte of data, texts and bytes together', () => {
    const half = 512 * 1024;
    const data = { text: 'ä'.repeat(half / 2) };
    const bytes = (count: number) => ({ bytes: Buffer.alloc(count).toString('base64') });
    expect(strategy.validate(configMap({ data, binaryData: bytes(half) }))).toEqual([]);
    expect(errorTexts(strategy.validate(configMap({ data, binaryData: bytes(half + 1) })))).toEqual([
      '[]: Too long: may not be more than 1048576 bytes',
    ]);
  });

  it('never changes once it is immutable, but for its metadata', () => {
    const old = configMap({ immutable: true, data: { a: '1' } });
    expect(strategy.validateUpdate(configMap({ immutable: true, data: { a: '1' }, binaryData: {} }), old)).toEqual([]);
    expect(errorTexts(strategy.validateUpdate(configMap({ immutable: false, data: { a: '2' } }), old))).toEqual([
      'immutable: Forbidden: field is immutable when `immutable` is set',
      'data: Forbidden: field is immutable when `immutable` is set',
    ]);
    expect(strategy.validateUpdate(configMap({ data: { a: '2' } }), configMap({ immutable: false }))).toEqual([]);
  });

  it('is listed with the number of its keys', () => {
    const object = configMap({ data: { a: '', b: '' }, binaryData: { c: '' } });
    object.metadata.creationTimestamp = '2020-01-01T00:00:00Z';
    expect(table.row(object, Date.UTC(2020, 0, 1, 0, 5)).cells).toEqual(['c', 3, '5m']);
    expect(table.columns.map(({ name }) => name)).toEqual(['Name', 'Data', 'Age']);
  });
});
