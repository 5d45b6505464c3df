import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from '../../../src/apimachinery/json/parse-json.ts';
import { jsonToYaml } from '../../../src/apimachinery/yaml/json-to-yaml.ts';
import { yamlToJson } from '../../../src/apimachinery/yaml/yaml-to-json.ts';
import { trickyText } from '../../support/arbitrary-from-schema.ts';

test('writes sorted keys, lists at the level of their key, and quotes what YAML 1.1 would read otherwise', async () => {
  const json = JSON.stringify({
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      creationTimestamp: '2026-11-21T11:25:30Z',
      name: 'yes',
      labels: { a: '0644', b: '1e3', c: 'null', d: '' },
    },
    status: { conditions: [{ type: 'Ready', lastProbeTime: null }], podIPs: [], message: 'one: two' },
  });
  expect(await jsonToYaml(json)).toBe(
    [
      'apiVersion: v1',
      'kind: Pod',
      'metadata:',
      '  creationTimestamp: "2026-11-21T11:25:30Z"',
      '  labels:',
      '    a: "0644"',
      '    b: "1e3"',
      '    c: "null"',
      '    d: ""',
      '  name: "yes"',
      'status:',
      '  conditions:',
      '  - lastProbeTime: null',
      '    type: Ready',
      '  message: "one: two"',
      '  podIPs: []',
      '',
    ].join('\n'),
  );
});

test('keeps 64-bit integers exact', async () => {
  expect(await jsonToYaml('{"a":9007199254740993,"b":-9223372036854775808,"c":1}')).toBe(
    'a: 9007199254740993\nb: -9223372036854775808\nc: 1\n',
  );
});

test('what it writes is read as the same JSON, whatever the texts hold', async () => {
  const texts = fc.oneof(
    trickyText,
    fc.constantFrom(
      '- a',
      '# x',
      'a: b',
      '|',
      '>',
      '*a',
      '&a',
      '!x',
      '@',
      '`',
      '%',
      'a\n\nb\n',
      ' a ',
      '\t',
      '=',
      '<<',
      '1:30',
      '.inf',
      '0o17',
      '0x1F',
      '1_000',
      '2020-01-01',
      'é\u0085',
    ),
  );
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      texts,
      fc.boolean(),
      fc.constant(null),
      fc.integer(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(texts, tie('value'), { maxKeys: 3 }),
    ),
  })).value;
  await fc.assert(
    fc.asyncProperty(fc.dictionary(texts, values, { maxKeys: 4 }), async (object) => {
      const { text } = await yamlToJson(await jsonToYaml(JSON.stringify(object)));
      expect(parseJson(text).value).toEqual(parseJson(JSON.stringify(object)).value);
    }),
    { numRuns: 300 },
  );
});
