import { gzipSync } from 'node:zlib';
import type { StrainClient } from './client.ts';
import {
  APPLY,
  CONFIG_MAPS,
  configMap,
  members,
  PODS,
  PROTOBUF,
  pod,
  type Row,
  read,
  times,
  written,
  YAML,
} from './row.ts';

const POST_YAML = ['POST', CONFIG_MAPS, YAML] as const;
/** A row that is asked for again finds what it has made. */
const REFUSED = [400, 409, 413, 415, 422, 500];
const head = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
const lines = (count: number, line: (index: number) => string): string => times(count, line).join('');
const repeated = (scale: number, count: number, unit: string): string => unit.repeat(Math.max(1, scale * count));

/** A field of protobuf that holds bytes. */
function field(number: number, value: Uint8Array): Buffer {
  return Buffer.concat([varint(number * 8 + 2), varint(value.length), value]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}

const text = (value: string): Buffer => Buffer.from(value);

/** A document of Kubernetes' protobuf form: what the kind is, and the message. */
function enveloped(kind: string, message: Uint8Array): Buffer {
  const type = Buffer.concat([field(1, text('v1')), field(2, text(kind))]);
  return Buffer.concat([Buffer.from([0x6b, 0x38, 0x73, 0]), field(1, type), field(2, message)]);
}

function nested(depth: number): Uint8Array {
  let message: Uint8Array = Buffer.alloc(0);
  for (let level = 0; level < depth; level += 1) message = field(1, message);
  return message;
}

const deepJson = (scale: number, open: string, close: string): string =>
  `{"metadata":{"name":"deep"},"data":${repeated(scale, 700_000, open)}1${repeated(scale, 700_000, close)}}`;

const largest = (client: StrainClient, scale: number) =>
  client.write(
    'POST',
    CONFIG_MAPS,
    configMap(
      'largest',
      members(scale * 90_000, () => 'v'),
    ),
  );

/** Bodies that are hard to read, and answers that are hard to write. */
export const documents: readonly Row[] = [
  written(
    'YAML with merge keys',
    [201, ...REFUSED],
    POST_YAML,
    (scale) =>
      `${head('merged')}x: &x {${lines(scale * 2_000, (i) => `a${i}: b, `)}}\ny:\n${lines(scale * 30_000, (i) => ` - {<<: *x, k${i}: v}\n`)}`,
  ),
  written(
    'YAML with a chain of merge keys',
    [201, ...REFUSED],
    POST_YAML,
    (scale) =>
      `${head('chain')}x0: &x0 {a: b}\n${lines(scale * 20_000, (i) => `x${i + 1}: &x${i + 1} {<<: *x${i}, k${i}: v}\n`)}`,
  ),
  written(
    'YAML with lists of merge keys',
    [201, ...REFUSED],
    POST_YAML,
    (scale) => `${head('merges')}x: &x {a: b}\ny: {<<: [${repeated(scale, 100_000, '*x, ')}*x]}\n`,
  ),
  written(
    'YAML with aliases of aliases',
    [201, ...REFUSED],
    POST_YAML,
    () => `${head('bomb')}a0: &a0 [x]\n${lines(60, (i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]\n`)}`,
  ),
  written(
    'YAML with many aliases of a large map',
    [201, ...REFUSED],
    POST_YAML,
    (scale) =>
      `${head('aliases')}x: &x {${lines(scale * 3_000, (i) => `a${i}: b, `)}}\ny: [${repeated(scale, 100_000, '*x, ')}]\n`,
  ),
  written(
    'YAML with many anchors',
    [201, ...REFUSED],
    POST_YAML,
    (scale) => `${head('anchors')}data:\n${lines(scale * 60_000, (i) => `  k${i}: &a${i} v\n`)}`,
  ),
  written(
    'YAML of deep flows',
    [201, ...REFUSED],
    POST_YAML,
    (scale) => `${head('flows')}x: ${repeated(scale, 300_000, '[')}${repeated(scale, 300_000, ']')}`,
  ),
  written('YAML of open flows', REFUSED, POST_YAML, (scale) => `${head('open')}x: ${repeated(scale, 1_000_000, '{')}`),
  written(
    'YAML of deep maps',
    [201, ...REFUSED],
    POST_YAML,
    (scale) => `${head('maps')}x:\n${lines(Math.sqrt(scale) * 1_500, (i) => `${' '.repeat(i + 1)}a:\n`)}`,
  ),
  written(
    'YAML of dashes',
    [201, ...REFUSED],
    POST_YAML,
    (scale) => `${head('dashes')}x: ${'\n '}${repeated(scale, 300_000, '- ')}`,
  ),
  ...['? ', ': ', '!', '"', "'", '|\n', '> ', '%', '# ', '---\n', '&a ', '\t', '\n', 'a: ', '\\'].map((unit) =>
    written(
      `YAML of ${JSON.stringify(unit)}`,
      [201, 409, ...REFUSED],
      POST_YAML,
      (scale) => `${head('units')}x: ${repeated(scale, 500_000 / unit.length, unit)}`,
    ),
  ),
  written(
    'YAML of many keys',
    [201, ...REFUSED],
    POST_YAML,
    (scale) => `${head('keys')}data:\n${lines(scale * 60_000, (i) => `  k${i}: v\n`)}`,
  ),
  written(
    'YAML of one key again and again',
    [201, ...REFUSED],
    POST_YAML,
    (scale) => `${head('repeated')}data:\n${repeated(scale, 100_000, '  k: v\n')}`,
  ),
  written(
    'YAML of 2.9 MB',
    [201, ...REFUSED],
    POST_YAML,
    (scale) => `${head('large')}data:\n  k: |\n${repeated(scale, 29_000, `    ${'a'.repeat(95)}\n`)}`,
  ),
  written(
    'an apply of YAML with merge keys',
    [201, ...REFUSED],
    ['PATCH', `${CONFIG_MAPS}/merged?fieldManager=a`, APPLY],
    (scale) =>
      `${head('merged')}x: &x {${lines(scale * 2_000, (i) => `a${i}: b, `)}}\ny:\n${lines(scale * 30_000, (i) => ` - {<<: *x, k${i}: v}\n`)}`,
  ),
  read(
    'the largest object as YAML',
    [200],
    () => `${CONFIG_MAPS}/largest`,
    () => ({ accept: YAML }),
    largest,
  ),
  read(
    'the largest object as protobuf',
    [200],
    () => `${CONFIG_MAPS}/largest`,
    () => ({ accept: PROTOBUF }),
    largest,
  ),
  read('the largest object, indented', [200], () => `${CONFIG_MAPS}/largest?pretty=true`, undefined, largest),
  read(
    'the largest object, compressed',
    [200],
    () => `${CONFIG_MAPS}/largest`,
    () => ({ 'accept-encoding': 'gzip' }),
    largest,
  ),
  written('deep lists', [400, 413, 422], ['POST', CONFIG_MAPS], (scale) => deepJson(scale, '[', ']')),
  written('deep objects', [400, 413, 422], ['POST', CONFIG_MAPS], (scale) => deepJson(scale / 3, '{"a":', '}')),
  written('lists that do not end', [400], ['POST', CONFIG_MAPS], (scale) => deepJson(scale * 3, '[', '').slice(0, -1)),
  written(
    'many small objects',
    [400, 422],
    ['POST', CONFIG_MAPS],
    (scale) => `{"metadata":{"name":"s"},"data":[${repeated(scale, 900_000, '{},')}{}]}`,
  ),
  written(
    'escapes',
    [422, 201, 500],
    ['POST', CONFIG_MAPS],
    (scale) => `{"metadata":{"name":"escapes"},"data":{"a":"${repeated(scale, 230_000, '\\u0000')}"}}`,
  ),
  written(
    'white space',
    [201],
    ['POST', CONFIG_MAPS],
    (scale) => `{"metadata":${repeated(scale, 2_900_000, ' ')}{"name":"white"}}`,
  ),
  written(
    'keys of all objects',
    [201, 422],
    ['POST', CONFIG_MAPS],
    (scale) =>
      `{"metadata":{"name":"own"},"data":{${repeated(scale, 90_000, '"__proto__":"","constructor":"",')}"a":""}}`,
  ),
  written('protobuf with many repeated fields', [201, ...REFUSED], ['POST', PODS, PROTOBUF], (scale) =>
    enveloped(
      'Pod',
      Buffer.concat([
        field(1, field(1, text('many'))),
        field(2, Buffer.concat(times(scale * 200_000, () => field(2, field(1, text('c')))))),
      ]),
    ),
  ),
  written('protobuf whose message comes again and again', [201, ...REFUSED], ['POST', PODS, PROTOBUF], (scale) =>
    enveloped('Pod', Buffer.concat(times(scale * 200_000, () => field(1, field(1, text('again')))))),
  ),
  written('protobuf with unknown fields', [201, ...REFUSED], ['POST', PODS, PROTOBUF], (scale) =>
    enveloped(
      'Pod',
      Buffer.concat([
        field(1, field(1, text('unknown'))),
        ...times(scale * 500_000, () => field(999, Buffer.alloc(0))),
      ]),
    ),
  ),
  written('protobuf of deep messages', [201, ...REFUSED], ['POST', PODS, PROTOBUF], (scale) =>
    enveloped('Pod', nested(scale * 3_000)),
  ),
  written('protobuf with map entries', [201, ...REFUSED], ['POST', CONFIG_MAPS, PROTOBUF], (scale) =>
    enveloped(
      'ConfigMap',
      Buffer.concat([
        field(1, field(1, text('entries'))),
        ...times(scale * 150_000, (i) => field(2, Buffer.concat([field(1, text(`k${i}`)), field(2, text('v'))]))),
      ]),
    ),
  ),
  written('protobuf of zeros', REFUSED, ['POST', PODS, PROTOBUF], (scale) =>
    Buffer.concat([Buffer.from([0x6b, 0x38, 0x73, 0]), Buffer.alloc(scale * 2_900_000)]),
  ),
  {
    title: 'a gzip bomb',
    codes: [400, 413, 415],
    run: async (client, scale) => {
      const body = gzipSync(Buffer.alloc(scale * 300_000_000, 32));
      const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
      return [(await client.ask('POST', CONFIG_MAPS, { headers, body })).status];
    },
  },
  written('a body of 3 MiB and more', [413], ['POST', PODS], (scale) =>
    JSON.stringify(pod('p')).padEnd(3_500_000 + scale),
  ),
];
