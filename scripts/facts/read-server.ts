import { apiVersionOf } from '../../src/apimachinery/group-version-kind.ts';
import { findKind, routesOf } from './about-kind.ts';
import type { Published, PublishedObject, PublishedRoute, PublishedSchema } from './published.ts';

interface Operation {
  readonly operationId: string;
  readonly 'x-kubernetes-action'?: string;
  readonly 'x-kubernetes-group-version-kind'?: { readonly kind: string };
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
}

interface Content {
  readonly content?: Readonly<Record<string, unknown>>;
}

interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation | readonly Parameter[]>>>>;
  readonly components: { readonly schemas: Published['schemas'] };
}

interface StoredObject {
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

const PROTOBUF = 'application/vnd.kubernetes.protobuf';
const STABLE = /^apis?\/.*\bv\d+$/;
const METHODS: ReadonlySet<string> = new Set(['get', 'put', 'post', 'patch', 'delete', 'head', 'options']);
// A typical object and one that is small are enough, and lists of many would say the same.
const OBJECTS_OF_A_KIND = 4;

/**
 * Reads what an API server publishes in `/openapi/v3` of the stable versions of all groups, and, of the named kinds, the objects that it
 * has, in both forms. `messages` are those that no server publishes. @throws Error where it does not answer
 */
export async function readServer(
  url: string,
  token: string | undefined,
  names: readonly string[],
  messages: Published['messages'],
): Promise<Published> {
  const get = async (path: string, accept: string): Promise<Buffer> => {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await fetch(new URL(path, url), { headers: { accept, ...authorization } });
    if (!answer.ok) throw new Error(`${answer.status} for GET ${path}: ${await answer.text()}`);
    return Buffer.from(await answer.arrayBuffer());
  };
  const getJson = async (path: string) => JSON.parse((await get(path, 'application/json')).toString());
  const index: { readonly paths: Readonly<Record<string, { readonly serverRelativeURL: string }>> } =
    await getJson('/openapi/v3');
  const schemas: Record<string, PublishedSchema> = {};
  const routes: PublishedRoute[] = [];
  for (const [path, { serverRelativeURL }] of Object.entries(index.paths)) {
    if (!STABLE.test(path)) continue;
    const document: OpenApiDocument = await getJson(serverRelativeURL);
    Object.assign(schemas, withoutDescriptions(document.components.schemas));
    routes.push(...routesIn(document));
  }
  const published = { schemas, routes, messages, objects: [] };
  const objects: PublishedObject[] = [];
  for (const name of names) {
    const kind = findKind(published, name);
    const all = routesOf(published, kind).find((one) => one.action === 'list' && !one.path.includes('{'));
    if (all === undefined) continue;
    const list: { readonly items: readonly StoredObject[] } = await getJson(`${all.path}?limit=${OBJECTS_OF_A_KIND}`);
    for (const { metadata } of list.items) {
      const namespace = metadata.namespace === undefined ? '' : `/namespaces/${metadata.namespace}`;
      const path = `${all.path.replace(/\/([a-z]+)$/, `${namespace}/$1`)}/${metadata.name}`;
      const [protobuf, json] = [await get(path, PROTOBUF), await getJson(path)];
      objects.push({ apiVersion: apiVersionOf(kind), kind: kind.kind, name: metadata.name, protobuf, json });
    }
  }
  return { ...published, objects };
}

function routesIn({ paths }: OpenApiDocument): readonly PublishedRoute[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, member]) => {
      if (!METHODS.has(method)) return [];
      const operation = member as Operation;
      const parameters = [...((item.parameters ?? []) as readonly Parameter[]), ...(operation.parameters ?? [])];
      const answers = Object.values(operation.responses);
      return [
        {
          method: method.toUpperCase(),
          path,
          action: operation['x-kubernetes-action'] ?? '',
          kind: operation['x-kubernetes-group-version-kind']?.kind ?? '',
          operationId: operation.operationId,
          parameters: sorted(parameters.flatMap((one) => (one.in === 'query' ? one.name : []))),
          consumes: sorted(Object.keys(operation.requestBody?.content ?? {})),
          produces: sorted(answers.flatMap(({ content = {} }) => Object.keys(content))),
          responses: sorted(Object.keys(operation.responses)),
        },
      ];
    }),
  );
}

const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].toSorted();

/** A schema, or several, without descriptions; a property may have that name. */
function withoutDescriptions<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutDescriptions) as T;
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([key, member]) => key !== 'description' || typeof member !== 'string');
  return Object.fromEntries(members.map(([key, member]) => [key, withoutDescriptions(member)])) as T;
}
