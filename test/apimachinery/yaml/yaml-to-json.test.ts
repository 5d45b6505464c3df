import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonSyntaxError } from '../../../src/apimachinery/json/parse-json.ts';
import { yamlToJson } from '../../../src/apimachinery/yaml/yaml-to-json.ts';

const json = async (text: string): Promise<string> => (await yamlToJson(text)).text;
const refusal = async (text: string): Promise<string> => {
  const error: unknown = await yamlToJson(text).then(
    ({ text: accepted }) => new Error(`accepted as ${accepted.slice(0, 100)}`),
    (thrown: unknown) => thrown,
  );
  if (error instanceof JsonSyntaxError) return error.message;
  throw error;
};

describe('plain scalars are read as YAML 1.1, as kube-apiserver reads it', () => {
  test.each([
    ...['yes', 'Yes', 'YES', 'y', 'Y', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map((text) => [text, 'true']),
    ...['no', 'No', 'NO', 'n', 'N', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map((text) => [text, 'false']),
    ...['', '~', 'null', 'Null', 'NULL'].map((text) => [text, 'null']),
    ['0', '0'],
    ['-0', '0'],
    ['+12', '12'],
    ['0644', '420'],
    ['0o644', '420'],
    ['-0o17', '-15'],
    ['08', '8'],
    ['09.5', '9.5'],
    ['0x1F', '31'],
    ['-0x1F', '-31'],
    ['0b101', '5'],
    ['1_000', '1000'],
    ['1_000.5', '1000.5'],
    ['1e3', '1000'],
    ['1.0', '1'],
    ['.5', '0.5'],
    ['1.', '1'],
    ['9223372036854775807', '9223372036854775807'],
    ['18446744073709551615', '18446744073709551615'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['123456789012345678901234567890', '1.2345678901234568e+29'],
  ])('%j is %s', async (text, expected) => {
    expect(await json(`a: ${text}\n`)).toBe(`{"a":${expected}}`);
  });

  test.each([
    '2020-01-01',
    '2020-01-01T00:00:00Z',
    '2020-01-01 10:00:00',
    '1:30',
    '190:20:30',
    '190:20:30.15',
    'e1',
    'e10',
    '1e400',
    '0o8',
    '0b2',
    '0x',
    '1e',
    '_1',
    'yEs',
    'nULL',
    'infinity',
    'NaN',
    '=',
    '.',
    '-',
    '1.2.3',
    '10.0.0.1',
    '100m',
    '1Gi',
  ])('%j stays text', async (text) => {
    expect(await json(`a: ${text === '-' ? '"-"' : text}\n`)).toBe(`{"a":${JSON.stringify(text)}}`);
  });

  test.each(['"yes"', "'no'", '"0644"', '!!str 5', '!!str yes'])('%s is text', async (text) => {
    expect(await json(`a: ${text}\n`)).toMatch(/^\{"a":"(?:yes|no|0644|5)"\}$/);
  });

  test.each(['.inf', '-.Inf', '+.INF', '.nan', '.NaN'])('%s has no JSON', async (text) => {
    expect(await refusal(`a: ${text}\n`)).toMatch(/^json: unsupported value: /);
  });

  test('!!binary is the text that its base64 holds', async () => {
    expect(await json('a: !!binary aGVsbG8=\n')).toBe('{"a":"hello"}');
    expect(await refusal('a: !!binary "*"\n')).toContain('invalid base64 data');
  });
});

describe('keys', () => {
  test.each([
    ['yes', 'true'],
    ['off', 'false'],
    ['0644', '420'],
    ['1.5', '1.5'],
    ['.inf', '.inf'],
    ['"null"', 'null'],
    ['2020-01-01', '2020-01-01'],
  ])('%s is the text %j', async (key, expected) => {
    expect(await json(`${key}: x\n`)).toBe(JSON.stringify({ [expected]: 'x' }));
  });

  test.each([
    ['~: x', 'unsupported map key of type: %!s(<nil>), key: <nil>, value: "x"'],
    ['? [a, 1]\n: x', 'yaml: invalid map key: []interface {}{"a", 1}'],
    ['? {a: b}\n: x', 'yaml: invalid map key: map[interface {}]interface {}{"a":"b"}'],
  ])('that are no scalars are refused: %j', async (text, message) => {
    expect(await refusal(`${text}\n`)).toBe(message);
  });

  test('are sorted by their bytes', async () => {
    expect(await json('b: 1\na: {d: 1, c: 2}\n"10": x\n9: z\n')).toBe('{"10":"x","9":"z","a":{"c":2,"d":1},"b":1}');
  });

  test('that stand twice are told with their lines, the inner ones first, and the last one counts', async () => {
    expect(await yamlToJson('a:\n  b: 1\n  b: 2\n  b: 3\nc: {d: 1, d: 2}\na: 4\n')).toEqual({
      text: '{"a":4,"c":{"d":2}}',
      repeatedKeys: [
        'line 3: key "b" already set in map',
        'line 4: key "b" already set in map',
        'line 5: key "d" already set in map',
        'line 6: key "a" already set in map',
      ],
    });
  });

  test.each([
    ['a: {b: 1}\na:\n  c: 2\n', '{"a":{"c":2}}', ['line 3: key "a" already set in map']],
    ['1: a\n"1": b\n', '{"1":"b"}', []],
    ['1: a\n1: b\n', '{"1":"b"}', ['line 2: key 1 already set in map']],
    ['x: &x {b: 1}\nz:\n  <<: *x\n  b: 2\n', '{"x":{"b":1},"z":{"b":2}}', ['line 4: key "b" already set in map']],
    ['x: &x {b: 1}\nz:\n  b: 2\n  <<: *x\n', '{"x":{"b":1},"z":{"b":1}}', ['line 1: key "b" already set in map']],
    [
      'x: [&x {b: 1}, &y {b: 2}]\nz: {<<: [*x, *y]}\n',
      '{"x":[{"b":1},{"b":2}],"z":{"b":1}}',
      ['line 1: key "b" already set in map'],
    ],
  ])('count and are told as kube-apiserver does: %j', async (text, value, repeatedKeys) => {
    expect(await yamlToJson(text)).toEqual({ text: value, repeatedKeys });
  });

  test('that stand once say nothing', async () => {
    expect((await yamlToJson('a: {b: 1}\nc: [{b: 1}, {b: 2}]\n')).repeatedKeys).toEqual([]);
  });
});

describe('documents', () => {
  test.each(['', '\n', '---\n', '# nothing\n', '--- \n...\n', 'null\n'])('%j is null', async (text) => {
    expect(await json(text)).toBe('null');
  });

  test.each(['a: 1\n---\nb: 2\n', '---\na: 1\n---\n[broken\n', 'a: 1\n...\n# c\n'])(
    'only the first one is read: %j',
    async (text) => {
      expect(await json(text)).toBe('{"a":1}');
    },
  );

  test('may be JSON, may have a byte order mark and may end their lines with CR LF', async () => {
    expect(await json('{"a": {"b": ["c", 1, true, null]}}')).toBe('{"a":{"b":["c",1,true,null]}}');
    expect(await json('\ufeffa: 1\r\nb: |\r\n  x\r\n')).toBe('{"a":1,"b":"x\\n"}');
  });

  test.each([
    ['a: b: c', 'mapping values are not allowed in this context'],
    ['a: b\n  c: d', 'line 2: mapping values are not allowed in this context'],
    ['--- a: b', 'mapping values are not allowed in this context'],
    ['{', 'line 1: did not find expected node content'],
    ['a: 1\nb: [', 'line 2: did not find expected node content'],
    ['a: [1, 2', "line 1: did not find expected ',' or ']'"],
    ['{a: b', "line 1: did not find expected ',' or '}'"],
    ['a: "unterminated', 'found unexpected end of stream'],
    ['a:\n  b: 1\n c: 2', 'line 2: did not find expected key'],
    ['a: |\n  x\n y', 'line 2: did not find expected key'],
    ['a:\n  - b: 1\n    c: 2\n   d: 3', 'line 3: did not find expected key'],
    ['a: "\\q"', 'found unknown escape character'],
    ['a: *nowhere', "unknown anchor 'nowhere' referenced"],
    ['\ta: 1', 'found character that cannot start any token'],
    ['a:\n\tb: 1', 'line 2: found character that cannot start any token'],
    ['a: @x', 'found character that cannot start any token'],
    ['%YAML 1.2\n---\na: b', 'found incompatible YAML document'],
    ['%FOO\n---\na: b', 'found unknown directive name'],
    ['<<: a', 'map merge requires map or sequence of maps as the value'],
    ['a: !!int x', 'cannot decode !!str `x` as a !!int'],
    ['a: !!bool 5', 'cannot decode !!int `5` as a !!bool'],
  ])('%j is no YAML', async (text, message) => {
    expect(await refusal(text)).toBe(`yaml: ${message}`);
  });

  test('may say that they are YAML 1.1', async () => {
    expect(await json('%YAML 1.1\n---\na: !!float 1\n')).toBe('{"a":1}');
  });

  test.each(['a: "\u0000"', 'a: b\u0007', '\u007f: 1'])('with control characters are refused: %j', async (text) => {
    expect(await refusal(text)).toBe('yaml: control characters are not allowed');
  });
});

describe('anchors', () => {
  test('stand for what they name, and merge keys for its members', async () => {
    expect(await json('x: &a {b: 1}\nw: *a\nz: {<<: *a, c: 2}\n')).toBe('{"w":{"b":1},"x":{"b":1},"z":{"b":1,"c":2}}');
    expect(await json('a: &x 1\nb: *x\nc: &x 2\nd: *x\n')).toBe('{"a":1,"b":1,"c":2,"d":2}');
  });

  test('that multiply are refused', async () => {
    const laughs = 'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`)}]`);
    expect(await refusal(`a: &a [x,x,x,x,x,x,x,x,x]\n${laughs.join('\n')}\n`)).toBe(
      'yaml: document contains excessive aliasing',
    );
  });

  test('whose text would grow beyond measure are refused', async () => {
    const long = 'x'.repeat(1024 * 1024);
    expect(await refusal(`a: &a ${long}\nb: [${Array(20).fill('*a')}]\n`)).toContain('excessive aliasing');
    expect(await json(`a: &a ${long}\nb: [*a, *a]\n`)).toHaveLength(3 * (long.length + 2) + 14);
  });

  test('may not hold themselves', async () => {
    expect(await refusal('a: &a\n  b: *a\n')).toBe("yaml: anchor 'a' value contains itself");
  });
});

describe('what would hold up everybody else is refused', () => {
  test.each([
    ['flow lists', '['.repeat(3_000_000)],
    ['block lists', '- '.repeat(5_000)],
    ['maps', Array.from({ length: 1_500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('%s nested without end', async (_, text) => {
    expect(await refusal(text)).toBe('yaml: exceeded max depth of 1000');
  });

  test('more parts than any object has', async () => {
    expect(await refusal('#\n'.repeat(200_000))).toBe('yaml: document has more than 250000 parts');
  });

  test('but not a long text', async () => {
    const line = 'some configuration\n';
    expect(await json(`a: |\n${`  ${line}`.repeat(100_000)}`)).toBe(JSON.stringify({ a: line.repeat(100_000) }));
  });
});

test('is refused with a JsonSyntaxError and nothing else, or makes JSON', async () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(...'{}[]:,"\'&*!|>-?#% \n', '\n  ', ': ', '- ', '<<: ', '&a ', '*a', '!!str ', '---\n'),
      fc.string(),
    ),
  );
  await fc.assert(
    fc.asyncProperty(pieces, async (parts) => {
      try {
        JSON.parse(await json(parts.join('')));
      } catch (error) {
        expect(error).toBeInstanceOf(JsonSyntaxError);
      }
    }),
    { numRuns: 300 },
  );
});
