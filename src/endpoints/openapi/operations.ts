import type { Verb } from '../../registry/resource-definition.ts';
import { basePath } from '../base-path.ts';
import type { ServedResource } from '../served-resource.ts';

/** What a client can do at one path with one method. */
export interface Operation {
  readonly verb: Verb;
  /** In lower case, as OpenAPI writes it. */
  readonly method: 'delete' | 'get' | 'patch' | 'post' | 'put';
  /** With its parameters in braces. */
  readonly path: string;
  readonly resource: ServedResource;
  /** Empty for the resource itself. */
  readonly subresource: string;
  /** A list over all namespaces of a resource that has them. */
  readonly allNamespaces: boolean;
}

const METHODS: Readonly<Record<Verb, Operation['method']>> = {
  list: 'get',
  create: 'post',
  get: 'get',
  update: 'put',
  patch: 'patch',
  delete: 'delete',
};

const OF_COLLECTIONS: readonly Verb[] = ['list', 'create'];
const OF_OBJECTS: readonly Verb[] = ['get', 'update', 'patch', 'delete'];

/** All operations on `resources`: those on collections, on objects and on subresources, and the lists over all namespaces. */
export function operationsOf(resources: readonly ServedResource[]): Operation[] {
  return resources.flatMap((resource) => {
    const base = basePath(resource.kind);
    const { namespaced } = resource.strategy;
    const collection = `${base}/${namespaced ? 'namespaces/{namespace}/' : ''}${resource.resource}`;
    const at = (path: string, allowed: readonly Verb[], verbs: readonly Verb[], subresource = '') =>
      allowed.flatMap((verb): Operation[] =>
        verbs.includes(verb)
          ? [{ verb, method: METHODS[verb], path, resource, subresource, allNamespaces: false }]
          : [],
      );
    return [
      ...at(collection, OF_COLLECTIONS, resource.verbs),
      ...at(`${collection}/{name}`, OF_OBJECTS, resource.verbs),
      ...Object.entries(resource.subresources).flatMap(([name, { verbs }]) =>
        at(`${collection}/{name}/${name}`, OF_OBJECTS, verbs, name),
      ),
      ...(namespaced
        ? at(`${base}/${resource.resource}`, ['list'], resource.verbs).map((list) => ({ ...list, allNamespaces: true }))
        : []),
    ];
  });
}

/** The names of the parameters in an operation's path, in order. */
export function pathParametersOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}
