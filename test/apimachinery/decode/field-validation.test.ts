import { describe, expect, test } from 'vitest';
import { decodePod, refusalOf, warningsOf } from '../../support/decode-pod.ts';

const PREFIX = 'Pod in version "v1" cannot be handled as a Pod: strict decoding error: ';

describe('unknown fields', () => {
  test('are named in document order, with their way through objects, lists and maps', () => {
    expect(
      warningsOf(
        '{"zz":1,"status":{"conditions":[{},{"colour":{"a":1}}],"2":[],"1":null,"surprise":{"x":{"y":1}}},"aa":true}',
      ),
    ).toEqual([
      'unknown field "zz"',
      'unknown field "status.conditions[1].colour"',
      'unknown field "status.2"',
      'unknown field "status.1"',
      'unknown field "status.surprise"',
      'unknown field "aa"',
    ]);
  });

  test('are those whose case is another', () => {
    expect(warningsOf('{"status":{"Phase":"Running","podip":"10.0.0.1","reason":"x"}}')).toEqual([
      'unknown field "status.Phase"',
      'unknown field "status.podip"',
    ]);
  });

  test('are left behind', () => {
    expect(decodePod('{"status":{"surprise":1,"phase":"Running"}}').status).not.toHaveProperty('surprise');
  });

  test('are told apart from what stands in strings', () => {
    expect(warningsOf('{"status":{"message":"\\"surprise\\": 1, \\"x\\" : 2"}}')).toEqual([]);
    expect(warningsOf('{"status":{"message":":","reason":"a :b"}}')).toEqual([]);
  });

  test('may hold anything at any depth', () => {
    const deep = `${'{"a":'.repeat(9_000)}15${'}'.repeat(9_000)}`;
    expect(warningsOf(`{"surprise":${deep}}`)).toEqual(['unknown field "surprise"']);
  });
});

describe('repeated fields', () => {
  test.each([
    ['{"status":{"phase":"a","phase":"b"}}', ['duplicate field "status.phase"']],
    ['{"status":{"phase":"a","phase":"b","phase":"c"}}', ['duplicate field "status.phase"']],
    ['{"status":{"phase":"a","\\u0070hase":"b"}}', ['duplicate field "status.phase"']],
    ['{"metadata":{"labels":{"a":"1","a":"2"}}}', ['duplicate field "metadata.labels.a"']],
    [
      '{"status":{"conditions":[{"type":"a","type":"b"},{"type":"c","type":"d"}]}}',
      ['duplicate field "status.conditions[0].type"', 'duplicate field "status.conditions[1].type"'],
    ],
    ['{"spec":{"overhead":{"cpu":"1","cpu":"2"}}}', ['duplicate field "spec.overhead.cpu"']],
    ['{"kind":"Pod","kind":"Pod"}', ['duplicate field "kind"']],
  ])('%s', (text, warnings) => {
    expect(warningsOf(text)).toEqual(warnings);
  });

  test('below an unknown field are not looked at, and an unknown field that stands twice is unknown once', () => {
    expect(warningsOf('{"x":{"a":1,"a":2},"x":3}')).toEqual(['unknown field "x"']);
  });

  test('are told in document order among the unknown ones', () => {
    expect(warningsOf('{"status":{"zz":1,"phase":"a","phase":"b","yy":2}}')).toEqual([
      'unknown field "status.zz"',
      'duplicate field "status.phase"',
      'unknown field "status.yy"',
    ]);
  });

  test('are decoded one into the other, as Go does', () => {
    expect(decodePod('{"status":{"phase":"a","phase":"b"}}').status.phase).toBe('b');
    expect(decodePod('{"status":{"phase":"a"},"status":{"reason":"b"}}').status).toMatchObject({
      phase: 'a',
      reason: 'b',
    });
    expect(decodePod('{"metadata":{"labels":{"a":"1","b":"2"},"labels":{"c":"3","a":"4"}}}').metadata.labels).toEqual({
      a: '4',
      b: '2',
      c: '3',
    });
    expect(
      decodePod('{"status":{"conditions":[{"type":"a","status":"x"},{"type":"z"}],"conditions":[{"type":"b"}]}}').status
        .conditions,
    ).toMatchObject([{ type: 'b', status: 'x' }]);
    expect(
      decodePod('{"spec":{"securityContext":{"runAsUser":1},"securityContext":{"runAsGroup":2}}}').spec.securityContext,
    ).toMatchObject({ runAsUser: 1, runAsGroup: 2 });
  });

  test('that are null change nothing, but for lists, maps and what may be absent', () => {
    expect(decodePod('{"status":{"phase":"a","phase":null}}').status.phase).toBe('a');
    expect(decodePod('{"status":{"phase":"a"},"status":null}').status.phase).toBe('a');
    expect(decodePod('{"metadata":{"labels":{"a":"b"},"labels":null}}').metadata.labels).toBeUndefined();
    expect(decodePod('{"status":{"conditions":[{}],"conditions":null}}').status.conditions).toBeUndefined();
    expect(decodePod('{"spec":{"securityContext":{},"securityContext":null}}').spec.securityContext).toBeUndefined();
    expect(
      decodePod('{"status":{"podIPs":[{"ip":"10.0.0.1"}],"podIPs":[null,{"ip":"10.0.0.2"}]}}').status.podIPs,
    ).toEqual([{ ip: '10.0.0.1' }, { ip: '10.0.0.2' }]);
  });

  test('are a 400 where any of them has the wrong type, even if fieldValidation is Ignore', () => {
    expect(refusalOf('{"status":{"phase":7,"phase":"b"}}', { fieldValidation: 'Ignore' })).toContain(
      'cannot unmarshal number into Go struct field PodStatus.status.phase',
    );
  });

  test('in great number take no more time than their text is long', () => {
    const labels = Array.from({ length: 20_000 }, (_, i) => `"labels":{"k${i}":"v"}`).join(',');
    expect(Object.keys(decodePod(`{"metadata":{${labels}}}`).metadata.labels ?? {})).toHaveLength(20_000);
  });
});

describe('fieldValidation', () => {
  const text = '{"zz":1,"status":{"phase":"a","phase":"b"}}';
  const found = ['unknown field "zz"', 'duplicate field "status.phase"'];

  test('Warn accepts the document and tells what was wrong with it', () => {
    expect(warningsOf(text)).toEqual(found);
  });

  test('Strict refuses the document with all that is wrong', () => {
    expect(refusalOf(text, { fieldValidation: 'Strict' })).toBe(PREFIX + found.join(', '));
  });

  test('Ignore accepts the document and says nothing', () => {
    expect(decodePod(text, { fieldValidation: 'Ignore' }).status.phase).toBe('b');
  });

  test('Strict accepts what is right', () => {
    expect(decodePod('{"status":{"phase":"a"}}', { fieldValidation: 'Strict' }).status.phase).toBe('a');
  });

  test('puts what the YAML reader found before the rest', () => {
    const each = ['line 2: key "name" already set in map', 'line 3: key "name" already set in map'];
    const joined = `yaml: unmarshal errors:\n  ${each.join('\n  ')}`;
    const strictErrors = { each, joined };
    const strict = (text: string) => refusalOf(text, { fieldValidation: 'Strict', strictErrors });
    expect(strict('{"zz":1}')).toBe(`${PREFIX}${joined}, unknown field "zz"`);
    expect(strict('{}')).toBe(PREFIX + joined);
    expect(warningsOf('{"zz":1}', { strictErrors })).toEqual([...each, 'unknown field "zz"']);
  });

  test('names at most 100 fields', () => {
    const body = JSON.stringify(Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`x${i}`, i])));
    expect(warningsOf(body)).toHaveLength(100);
    expect(warningsOf(body)[99]).toBe('unknown field "x99"');
  });
});
