import type { TSchema } from '@sinclair/typebox';
import type { GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import type { Verb } from '../../registry/definition/resource-definition.ts';
import { basePath } from '../routes/base-path.ts';
import type { ServedResource, ServedSubresource } from '../routes/served-resource.ts';

/** What an operation does: a verb, or a connection to what runs. A watch has paths of its own, which clients no longer use. */
export type Action = Verb | 'connect' | 'watchlist';

/** What a client can do at one path with one method. */
export interface Operation {
  readonly action: Action;
  /** In lower case, as OpenAPI writes it. */
  readonly method: 'delete' | 'get' | 'patch' | 'post' | 'put';
  /** With its parameters in braces. */
  readonly path: string;
  readonly resource: ServedResource;
  /** Empty for the resource itself. */
  readonly subresource: string;
  /** What is written and, unless `answerSchema` says otherwise, answered. */
  readonly kind: GroupVersionKind;
  /** Undefined where only a name is known of it. */
  readonly schema: TSchema | undefined;
  readonly answerSchema: TSchema | undefined;
  /** The query parameters, where they are not those of the action. */
  readonly options: TSchema | undefined;
  /** Whether it is answered by what runs rather than from the store: with text, or anything else. */
  readonly connects: boolean;
  /** A list over all namespaces of a resource that has them. */
  readonly allNamespaces: boolean;
  /** Whether the path goes on to any path behind a connection. */
  readonly withPath: boolean;
}

const METHODS: Readonly<Record<Verb, Operation['method']>> = {
  list: 'get',
  create: 'post',
  deletecollection: 'delete',
  get: 'get',
  update: 'put',
  patch: 'patch',
  delete: 'delete',
  watch: 'get',
};

const OF_COLLECTIONS: readonly Verb[] = ['list', 'create', 'deletecollection'];
const OF_OBJECTS: readonly Verb[] = ['get', 'update', 'patch', 'delete'];
const OF_SUBRESOURCES: readonly Verb[] = ['create', ...OF_OBJECTS];

/** All operations on `resources`: those on collections, on objects and on subresources, and the lists over all namespaces. */
export function operationsOf(resources: readonly ServedResource[]): Operation[] {
  return resources.flatMap((resource) => {
    const { all, collection } = pathsOf(resource);
    const { kind, schema, answerSchema } = resource;
    const own = { resource, subresource: '', kind, schema, ...NOTHING_ELSE, answerSchema };
    const operations = [
      ...at(collection, OF_COLLECTIONS, resource.verbs, own),
      ...at(`${collection}/{name}`, OF_OBJECTS, resource.verbs, own),
      ...Object.entries(resource.subresources).flatMap(([name, subresource]) =>
        onSubresource(`${collection}/{name}/${name}`, name, resource, subresource),
      ),
    ];
    if (all === collection) return operations;
    return [...operations, ...at(all, ['list'], resource.verbs, { ...own, allNamespaces: true })];
  });
}

/** The watches at paths of their own, which were there before lists took the parameter `watch`. */
export function watchesOf(resources: readonly ServedResource[]): Operation[] {
  return resources.flatMap((resource) => {
    if (!resource.verbs.includes('watch')) return [];
    const base = basePath(resource.kind);
    const { all, collection } = pathsOf(resource);
    const watch = { resource, subresource: '', kind: resource.kind, schema: resource.schema, ...NOTHING_ELSE };
    const below = (path: string): string => path.replace(base, `${base}/watch`);
    const list: Operation = { ...watch, action: 'watchlist', method: 'get', path: below(collection) };
    return [
      list,
      { ...list, action: 'watch', path: `${list.path}/{name}` },
      ...(all === collection ? [] : [{ ...list, path: below(all), allNamespaces: true }]),
    ];
  });
}

/** The names of the parameters in an operation's path, in order. */
export function pathParametersOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

const NOTHING_ELSE = {
  answerSchema: undefined,
  options: undefined,
  connects: false,
  allNamespaces: false,
  withPath: false,
} as const;

/** The paths of the collection in all namespaces and in one; the same where there are none. */
function pathsOf({ kind, resource, strategy }: ServedResource): { all: string; collection: string } {
  const base = basePath(kind);
  const all = `${base}/${resource}`;
  return { all, collection: strategy.namespaced ? `${base}/namespaces/{namespace}/${resource}` : all };
}

function at(
  path: string,
  allowed: readonly Verb[],
  verbs: readonly Verb[],
  what: Omit<Operation, 'action' | 'method' | 'path'>,
): Operation[] {
  return allowed.flatMap((verb) =>
    verbs.includes(verb) ? [{ ...what, action: verb, method: METHODS[verb], path }] : [],
  );
}

function onSubresource(
  path: string,
  name: string,
  resource: ServedResource,
  { verbs, kind = resource.kind, schema, answerSchema, options, connect, withPath = false }: ServedSubresource,
): Operation[] {
  const connects = connect !== undefined;
  const own = kind === resource.kind ? resource.schema : undefined;
  const what = { kind, schema: schema ?? own, answerSchema, options, connects, allNamespaces: false, withPath: false };
  const operations = at(path, OF_SUBRESOURCES, verbs, { resource, subresource: name, ...what });
  // What is read from where an object runs is still read, such as its log.
  if (!connects || kind.kind === resource.kind.kind) return operations;
  const connections = operations.map((operation): Operation => ({ ...operation, action: 'connect' }));
  if (!withPath) return connections;
  return [...connections, ...connections.map((one) => ({ ...one, path: `${path}/{path}`, withPath: true }))];
}
