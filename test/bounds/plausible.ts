import type { TSchema } from '@sinclair/typebox';
import { schemaType } from '../../src/apimachinery/decode/schema-type.ts';
import { ENTRY, ITEM, type Path } from './positions.ts';

/** What a member is called says what it may hold. Where nothing is said, `a` and a number. */
const BY_NAME: Readonly<Record<string, (index: number) => string>> = {
  apiVersion: (index) => `example.com/v${index + 1}`,
  kind: () => 'Example',
  key: (index) => `key-${index}`,
  mountPath: (index) => `/m${index}`,
  devicePath: (index) => `/dev/d${index}`,
  operator: () => 'Exists',
  effect: () => 'NoSchedule',
  topologyKey: (index) => `example.com/k${index}`,
  whenUnsatisfiable: () => 'DoNotSchedule',
  fieldPath: () => 'metadata.name',
  finalizers: (index) => `example.com/f${index}`,
  ip: address,
  hostIP: address,
  podIP: address,
  podIPs: address,
  clusterIPs: address,
  externalIPs: address,
  nameservers: address,
  podCIDRs: block,
  loadBalancerSourceRanges: block,
  cidr: block,
  ipFamilies: (index) => ['IPv4', 'IPv6'][index % 2] ?? '',
  accessModes: (index) => ['ReadWriteOnce', 'ReadOnlyMany'][index % 2] ?? '',
  lastTransitionTime: () => '2020-01-02T03:04:05Z',
  resource: () => 'limits.cpu',
};

/**
 * A value that may stand where a schema is, with what has to be in it and no more; another one for each `index`. `name` is that of
 * the member that it is.
 */
export function plausible(schema: TSchema, name: string, index = 0): unknown {
  switch (schemaType(schema)) {
    case 'string':
      return BY_NAME[name]?.(index) ?? schema.enum?.[index % schema.enum.length] ?? `a${index}`;
    case 'bytes':
      return Buffer.from(`${index}`).toString('base64');
    case 'boolean':
      return true;
    case 'int32':
    case 'int64':
      return index + 1;
    case 'intOrString':
      return index + 1;
    case 'quantity':
      return `${index + 1}`;
    case 'time':
      return '2020-01-02T03:04:05Z';
    case 'microTime':
      return '2020-01-02T03:04:05.000000Z';
    case 'list':
      return [plausible(schema.items, name, index)];
    case 'map':
      return { [`example.com/k${index}`]: plausible(schema.additionalProperties, name, index) };
    case 'raw':
      return { a: index };
    default:
      return struct(schema, index);
  }
}

const NAMES = ['name', 'secretName'];

function struct(schema: TSchema, index: number): Record<string, unknown> {
  const mandatory: readonly string[] = schema.required ?? [];
  // Some are required by validation only.
  const keys = mandatory.length > 0 ? mandatory : NAMES.filter((key) => schema.properties[key] !== undefined);
  return Object.fromEntries(keys.map((key) => [key, plausible(schema.properties[key], key, index)]));
}

/** A copy of `value`, which is of `schema`, with `content` at the end of `path`, and all that is needed on the way to it. */
export function placed(value: unknown, schema: TSchema, path: Path, content: unknown, name = ''): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return content;
  if (step === ITEM) {
    const [first = plausible(schema.items, name), ...others] = Array.isArray(value) ? value : [];
    return [placed(first, schema.items, rest, content, name), ...others];
  }
  if (step === ENTRY) {
    const [[key, first] = [KEY, undefined]] = Object.entries(value ?? {});
    return { [key]: placed(first, schema.additionalProperties, rest, content, name) };
  }
  const object = (value ?? plausible(schema, name)) as Readonly<Record<string, unknown>>;
  const part: TSchema = schema.properties[String(step)];
  return { ...object, [step]: placed(object[String(step)], part, rest, content, String(step)) };
}

const KEY = 'example.com/key';

function address(index: number): string {
  return `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
}

function block(index: number): string {
  return `${address(index)}/32`;
}
