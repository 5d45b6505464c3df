import type { StrainClient } from './client.ts';

/** Something that is asked of a server, which is to keep nobody waiting by it. */
export interface Row {
  readonly title: string;
  /** What has to be there before. It is not measured. */
  readonly before?: (client: StrainClient, scale: number) => Promise<unknown>;
  /** Asks, and resolves to the codes of the answers. `scale` is by how much the sizes are those of the long form. */
  readonly run: (client: StrainClient, scale: number) => Promise<readonly number[]>;
  /** The codes that are right. */
  readonly codes: readonly number[];
}

// What rows name often: paths, and media types of bodies.

/** The pods of the namespace `default`. */
export const PODS = '/api/v1/namespaces/default/pods';
/** Its config maps. */
export const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
/** Strategic merge patches. */
export const STRATEGIC = 'application/strategic-merge-patch+json';
/** JSON merge patches. */
export const MERGE = 'application/merge-patch+json';
/** JSON patches. */
export const JSON_PATCH = 'application/json-patch+json';
/** Server-side apply. */
export const APPLY = 'application/apply-patch+yaml';
/** YAML. */
export const YAML = 'application/yaml';
/** Kubernetes' protobuf. */
export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

/** `count` values, made of their index. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: Math.max(1, Math.round(count)) }, (_, index) => make(index));
}

/** An object of `count` members. */
export function members(
  count: number,
  value: (index: number) => unknown = () => '',
  key: (index: number) => string = (index) => `k${index}`,
): Record<string, unknown> {
  return Object.fromEntries(times(count, (index) => [key(index), value(index)]));
}

/** A pod, as a client sends it. */
export function pod(
  name: string,
  { metadata, spec }: { readonly metadata?: object; readonly spec?: object } = {},
): Record<string, unknown> {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...metadata },
    spec: { containers: [{ name: 'c', image: 'i' }], ...spec },
  };
}

/** A config map, as a client sends it. */
export function configMap(name: string, data: object, metadata: object = {}): Record<string, unknown> {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, data };
}

/** A row of one request with a body. */
export function written(
  title: string,
  codes: readonly number[],
  [method, path, type = 'application/json']: readonly [method: string, path: string, type?: string],
  body: (scale: number) => unknown,
  before?: Row['before'],
): Row {
  return {
    title,
    codes,
    ...(before !== undefined && { before }),
    run: async (client, scale) => [(await client.write(method, path, body(scale), type)).status],
  };
}

/** A row of one request without a body. */
export function read(
  title: string,
  codes: readonly number[],
  path: (scale: number) => string,
  headers: (scale: number) => Readonly<Record<string, string>> = () => ({}),
  before?: Row['before'],
): Row {
  return {
    title,
    codes,
    ...(before !== undefined && { before }),
    run: async (client, scale) => [(await client.ask('GET', path(scale), { headers: headers(scale) })).status],
  };
}
