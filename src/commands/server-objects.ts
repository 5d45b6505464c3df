import { parseJson } from '../apimachinery/json/parse-json.ts';
import { stringifyJson } from '../apimachinery/json/stringify-json.ts';
import type { ApiClient } from './api-client.ts';
import { exportOrder } from './object-order.ts';
import type { ObjectSource } from './object-source.ts';

interface Resource {
  readonly group: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly resource: string;
  readonly namespaced: boolean;
}

// The answer of a page is in memory as a whole.
const PAGE = 250;

/**
 * The objects of a running server, by what its clients may ask of it: all as they stood at one version, as far as its history reaches back
 * that long. Whoever asks has to be allowed to list every resource.
 */
export async function serverObjects(client: ApiClient): Promise<ObjectSource> {
  const resources = exportOrder(await listedResources(client));
  const { metadata } = await answered<Listed>(client, '/api/v1/namespaces?limit=1');
  const version = metadata.resourceVersion;
  return {
    version,
    count: undefined,
    async *objects() {
      for (const resource of resources) yield* objectsOf(client, resource, version);
    },
    leftOut: () => [],
    close: async () => client.close(),
  };
}

async function* objectsOf(
  client: ApiClient,
  { apiVersion, kind, resource }: Resource,
  version: string,
): AsyncGenerator<string> {
  const path = `${apiVersion.includes('/') ? '/apis' : '/api'}/${apiVersion}/${resource}?limit=${PAGE}`;
  let query = `&resourceVersion=${version}&resourceVersionMatch=Exact`;
  for (;;) {
    const list = asMembers(parseJson(await client.ask('GET', path + query)).value);
    for (const item of list.items as readonly Members[]) {
      const { resourceVersion: _, selfLink: __, ...metadata } = asMembers(item.metadata);
      // An item of a list does not say what it is, which comes first where it stands alone.
      yield stringifyJson({ kind, apiVersion, ...item, metadata }).text;
    }
    const next = asMembers(list.metadata).continue;
    if (typeof next !== 'string' || next === '') return;
    query = `&continue=${encodeURIComponent(next)}`;
  }
}

/** What can be listed, each in the version that its group prefers. */
async function listedResources(client: ApiClient): Promise<readonly Resource[]> {
  const { groups } = await answered<ApiGroups>(client, '/apis');
  const versions = ['v1', ...groups.map(({ preferredVersion }) => preferredVersion.groupVersion)];
  const resources: Resource[] = [];
  for (const apiVersion of versions) {
    const [group = '', version] = apiVersion.split('/');
    const path = version === undefined ? `/api/${apiVersion}` : `/apis/${apiVersion}`;
    const { resources: listed } = await answered<ApiResources>(client, path);
    for (const { name, kind, namespaced, verbs } of listed) {
      if (name.includes('/') || !verbs.includes('list')) continue;
      resources.push({ group: version === undefined ? '' : group, apiVersion, kind, resource: name, namespaced });
    }
  }
  return resources;
}

/** The document at a path, of which the API says that it is one. */
async function answered<T>(client: ApiClient, path: string): Promise<T> {
  return JSON.parse(await client.ask('GET', path)) as T;
}

interface Listed {
  readonly metadata: { readonly resourceVersion: string };
}

interface ApiGroups {
  readonly groups: readonly { readonly preferredVersion: { readonly groupVersion: string } }[];
}

interface ApiResources {
  readonly resources: readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
    readonly verbs: readonly string[];
  }[];
}

type Members = Readonly<Record<string, unknown>>;

function asMembers(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}
