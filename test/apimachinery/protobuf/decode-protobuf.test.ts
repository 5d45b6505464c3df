import { describe, expect, it, test } from 'vitest';
import { Lease } from '../../../schemas/coordination/v1/lease.ts';
import { Pod } from '../../../schemas/core/v1/pod.ts';
import { decodeProtobuf } from '../../../src/apimachinery/protobuf/decode-protobuf.ts';
import { StatusError } from '../../../src/apimachinery/status-error.ts';

const POD = { group: '', version: 'v1', kind: 'Pod' };
const LEASE = { group: 'coordination.k8s.io', version: 'v1', kind: 'Lease' };

/** A field with the bytes or the text of its value, length first. */
function field(number: number, ...parts: readonly (Buffer | string)[]): Buffer {
  const value = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  return Buffer.concat([Buffer.from(varint(number * 8 + 2)), Buffer.from(varint(value.length)), value]);
}

/** A field with a number. */
const integer = (number: number, value: number | bigint): Buffer =>
  Buffer.from([...varint(number * 8), ...varint(value)]);

function varint(value: number | bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}

const document = (...message: readonly Buffer[]): Buffer => Buffer.concat([Buffer.from('k8s\0'), field(2, ...message)]);
const pod = (...message: readonly Buffer[]) => decodeProtobuf(Pod, POD, document(...message)) as Pod;
const inMetadata = (...fields: readonly Buffer[]) => pod(field(1, ...fields)).metadata;
const inSpec = (...fields: readonly Buffer[]) => pod(field(2, ...fields)).spec;
const lease = (...fields: readonly Buffer[]) => decodeProtobuf(Lease, LEASE, document(field(2, ...fields))) as Lease;

function refusal(decode: () => unknown): string {
  try {
    decode();
  } catch (error) {
    if (error instanceof StatusError) return error.message.replace(/^.* cannot be handled as a \w+: /, '');
    throw error;
  }
  throw new Error('it was decoded');
}

describe('a message', () => {
  test('that comes in parts is one: texts and numbers replace each other, lists go on', () => {
    const spec = inSpec(field(10, 'a'), field(2, field(1, 'c')), field(14, integer(2, 1)));
    expect(spec).toMatchObject({ nodeName: 'a', containers: [{ name: 'c' }], securityContext: { runAsUser: 1 } });
    const { metadata, spec: merged } = pod(
      field(2, field(10, 'a'), field(2, field(1, 'c')), field(14, integer(2, 1))),
      field(1, field(1, 'p')),
      field(2, field(10, 'b'), field(2, field(1, 'd')), field(14, integer(6, 2))),
    );
    expect(metadata.name).toBe('p');
    expect(merged).toMatchObject({
      nodeName: 'b',
      containers: [{ name: 'c' }, { name: 'd' }],
      securityContext: { runAsUser: 1, runAsGroup: 2 },
    });
  });

  test('may have fields that nobody knows, of every kind', () => {
    const unknown = [
      integer(500, -1),
      field(501, 'text'),
      Buffer.from([...varint(502 * 8 + 1), 1, 2, 3, 4, 5, 6, 7, 8]),
      Buffer.from([...varint(503 * 8 + 5), 1, 2, 3, 4]),
      // A group in a group.
      Buffer.from([...varint(504 * 8 + 3), ...varint(8 + 3), 16, 1, ...varint(8 + 4), ...varint(504 * 8 + 4)]),
    ];
    expect(inMetadata(...unknown, field(1, 'p'), ...unknown).name).toBe('p');
  });

  test('may have its numbers packed', () => {
    const packed = Buffer.from([...varint(1), ...varint(2n ** 60n), ...varint(-3)]);
    const context = inSpec(field(14, field(4, packed), integer(4, 7))).securityContext;
    expect(context?.supplementalGroups).toEqual([1, 2n ** 60n, -3, 7]);
  });

  test('has maps whose later entries win, and whose entries may leave out what is zero', () => {
    const entry = (...parts: readonly Buffer[]) => field(11, ...parts);
    const { labels } = inMetadata(
      entry(field(1, 'b'), field(2, '1')),
      entry(field(2, 'no key')),
      entry(field(1, 'a'), integer(9, 1)),
      entry(field(1, '__proto__'), field(2, 'a key like any other')),
      entry(field(1, 'b'), field(2, '2')),
    );
    expect(Object.entries(labels ?? {})).toEqual([
      ['', 'no key'],
      ['__proto__', 'a key like any other'],
      ['a', ''],
      ['b', '2'],
    ]);
  });

  test('has what it inlines in JSON in a message of its own', () => {
    const volume = field(1, field(1, 'v'), field(2, field(2, field(1, 'Memory'))));
    expect(inSpec(volume).volumes).toEqual([{ name: 'v', emptyDir: { medium: 'Memory' } }]);
  });
});

describe('a value', () => {
  test('that is zero is as good as none, unless its absence means something else', () => {
    expect(inSpec(field(10, ''), integer(4, 0), integer(11, 0))).toMatchObject({
      nodeName: undefined,
      terminationGracePeriodSeconds: 0,
      hostNetwork: undefined,
    });
    expect(inSpec().terminationGracePeriodSeconds).toBeUndefined();
    expect(pod().spec.containers).toEqual([]);
  });

  test('that is a number keeps as many bits as its type has', () => {
    expect(inSpec(integer(25, 2n ** 40n + 5n)).priority).toBe(5);
    expect(inSpec(integer(25, -5)).priority).toBe(-5);
    expect(inMetadata(integer(7, 2n ** 63n - 1n)).generation).toBe(2n ** 63n - 1n);
    expect(inMetadata(integer(7, -(2n ** 63n))).generation).toBe(-(2n ** 63n));
    expect(inMetadata(integer(7, 2n ** 40n)).generation).toBe(2 ** 40);
    expect(inSpec(integer(11, 2n ** 33n)).hostNetwork).toBe(true);
  });

  test('that is text but not UTF-8 has U+FFFD in it', () => {
    expect(inMetadata(field(1, Buffer.from([0x61, 0xff, 0x62]))).name).toBe('a\ufffdb');
  });

  test('that is a time is in whole seconds or in microseconds, or null', () => {
    const time = (...parts: readonly Buffer[]) => inMetadata(field(9, ...parts)).deletionTimestamp;
    expect(time(integer(1, 1_470_642_089), integer(2, 999_999_999))).toBe('2016-08-08T07:41:29Z');
    expect(time(integer(2, 5))).toBe('1970-01-01T00:00:00Z');
    expect(time(integer(1, -1))).toBe('1969-12-31T23:59:59Z');
    expect(lease(field(4, integer(1, 1), integer(2, 123_456_789))).spec?.renewTime).toBe('1970-01-01T00:00:01.123456Z');
    const micro = (...parts: readonly Buffer[]) => lease(field(4, ...parts)).spec?.renewTime;
    expect(micro(integer(1, 1), integer(2, 2_000_000_001))).toBe('1970-01-01T00:00:03.000000Z');
    expect(micro(integer(1, 1), integer(2, -250_000_000))).toBe('1970-01-01T00:00:00.750000Z');
    expect(inMetadata(field(8)).creationTimestamp).toBeUndefined();
  });

  test('that is a number or a text is what its type says', () => {
    const port = (...parts: readonly Buffer[]) =>
      inSpec(field(2, field(1, 'c'), field(10, field(1, field(3, field(1, ...parts)))))).containers[0]?.livenessProbe
        ?.tcpSocket?.port;
    expect(port(integer(1, 0), integer(2, 80), field(3, 'http'))).toBe(80);
    expect(port(integer(1, 1), integer(2, 80), field(3, 'http'))).toBe('http');
    expect(port()).toBe(0);
    expect(refusal(() => port(integer(1, 2)))).toBe('impossible IntOrString.Type');
  });

  test('that is an amount is in canonical form', () => {
    const overhead = (text: string) => inSpec(field(32, field(1, 'cpu'), field(2, field(1, text)))).overhead;
    expect(overhead('0.5')).toEqual({ cpu: '500m' });
    expect(inSpec(field(32, field(1, 'cpu'))).overhead).toEqual({ cpu: '0' });
    expect(refusal(() => overhead(''))).toMatch(/^quantities must match the regular expression/);
  });

  test('that is JSON is read as such', () => {
    const fields = (text: string) => inMetadata(field(17, field(7, field(1, text)))).managedFields;
    expect(fields('{"f:a":{}}')).toEqual([{ fieldsV1: { 'f:a': {} } }]);
    expect(refusal(() => fields('{'))).toBe('unexpected end of JSON input');
  });
});

describe('what is refused, in the words of gogo/protobuf', () => {
  it.each([
    ['a text where a number is due', () => inMetadata(field(7, 'x')), 'proto: wrong wireType = 2 for field Generation'],
    ['a number where a text is due', () => inMetadata(integer(1, 1)), 'proto: wrong wireType = 0 for field Name'],
    ['a number where a list is due', () => inSpec(integer(2, 1)), 'proto: wrong wireType = 0 for field Containers'],
    ['a number where a map is due', () => inMetadata(integer(11, 1)), 'proto: wrong wireType = 0 for field Labels'],
    ['field 0', () => pod(Buffer.from([2, 0])), 'proto: Pod: illegal tag 0 (wire type 2)'],
    ['an end of no group', () => pod(Buffer.from([12])), 'proto: Pod: wiretype end group for non-group'],
    [
      'a number where a message within an object is due',
      () => inSpec(field(1, integer(2, 1))),
      'proto: wrong wireType = 0 for field VolumeSource',
    ],
    ['an unknown wire type', () => pod(Buffer.from([...varint(500 * 8 + 7)])), 'proto: illegal wireType 7'],
    ['a group without end', () => pod(Buffer.from([...varint(500 * 8 + 3), 8, 1])), 'unexpected EOF'],
    [
      'a number of eleven bytes',
      () => inMetadata(Buffer.from([56, ...Array(10).fill(255), 1])),
      'proto: integer overflow',
    ],
    [
      'a negative length',
      () => pod(Buffer.from([10, ...varint(-1)])),
      'proto: negative length found during unmarshaling',
    ],
    ['a length beyond the end', () => pod(Buffer.from([10, 5, 1])), 'unexpected EOF'],
    ['a length beyond the message around it', () => pod(field(1, Buffer.from([10, 5])), field(2)), 'unexpected EOF'],
    [
      'a year of five digits',
      () => inMetadata(field(9, integer(1, 2n ** 40n))),
      'Time.MarshalJSON: year outside of range [0,9999]',
    ],
  ])('%s', (_, decode, message) => {
    expect(refusal(decode)).toBe(message);
  });

  test('many groups, one in the other, are stepped over without recursion', () => {
    const groups = Buffer.alloc(1_000_000, 15 * 8 + 3);
    expect(refusal(() => pod(groups))).toBe('unexpected EOF');
  });
});
