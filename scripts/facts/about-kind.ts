import type { GroupVersionKind } from '../../src/apimachinery/group-version-kind.ts';
import { apiVersionOf } from '../../src/apimachinery/group-version-kind.ts';
import type { Published, PublishedObject, PublishedRoute } from './published.ts';

/** A kind, with the id of its definition. */
export interface PublishedKind extends GroupVersionKind {
  readonly id: string;
}

const KINDS = 'x-kubernetes-group-version-kind';
const REFERENCE = /"#\/components\/schemas\/([^"]+)"/g;

/**
 * Finds the kind of a name: `Endpoints`, or with its version, `v1/Endpoints` and `discovery.k8s.io/v1/EndpointSlice`.
 * @throws Error where none or several have the name
 */
export function findKind({ schemas }: Published, name: string): PublishedKind {
  const found = Object.entries(schemas).flatMap(([id, schema]) => {
    const { [KINDS]: kinds = [], properties = {} } = schema;
    // What the versions of all groups share, such as DeleteOptions, is no kind of its own.
    const [kind] = kinds;
    if (kind === undefined || kinds.length > 1 || properties.metadata === undefined) return [];
    return name === kind.kind || name === fullName(kind) ? [{ ...kind, id }] : [];
  });
  const [only] = found;
  if (only === undefined) throw new Error(`there is no kind ${name}`);
  if (found.length > 1) throw new Error(`${name} may be ${found.map(fullName).join(' or ')}: name one of them`);
  return only;
}

/** The kind's name with its version, as findKind takes it. */
export function fullName(kind: GroupVersionKind): string {
  return `${apiVersionOf(kind)}/${kind.kind}`;
}

/** The ids of a kind's definition, of its list's, and of all that they refer to. */
export function definitionsOf({ schemas }: Published, { id }: PublishedKind): readonly string[] {
  return reach([id, `${id}List`], (one) =>
    [...JSON.stringify(schemas[one] ?? {}).matchAll(REFERENCE)].map(([, name = '']) => name),
  ).filter((one) => one in schemas);
}

/** The names of a kind's message, of its list's, and of all that stand in them. */
export function messagesOf({ messages }: Published, { id }: PublishedKind): readonly string[] {
  return reach([messageOf(id), messageOf(`${id}List`)], (one) =>
    (messages[one] ?? []).map(([, , type]) => innerMessageOf(one, type)),
  ).filter((one) => one in messages);
}

/** The operations of a kind and of its subresources. */
export function routesOf({ routes }: Published, kind: PublishedKind): readonly PublishedRoute[] {
  const root = kind.group === '' ? `/api/${kind.version}` : `/apis/${kind.group}/${kind.version}`;
  const collection = new RegExp(`^${root}(?:/namespaces/\\{namespace\\})?/([a-z]+)$`);
  const resource = routes
    .flatMap((one) => (one.kind === kind.kind ? (collection.exec(one.path)?.[1] ?? []) : []))
    .at(0);
  const own = new RegExp(`^${root}(?:/watch)?(?:/namespaces/\\{namespace\\})?/${resource}(?:/\\{name\\}.*)?$`);
  return routes.filter(({ path }) => own.test(path));
}

/** The objects of a kind. */
export function objectsOf({ objects }: Published, kind: PublishedKind): readonly PublishedObject[] {
  return objects.filter((one) => one.apiVersion === apiVersionOf(kind) && one.kind === kind.kind);
}

/** The name of the message of a definition. */
export function messageOf(id: string): string {
  return id.replace(/^io\.k8s/, 'k8s.io').replace('apiextensions-apiserver', 'apiextensions_apiserver');
}

/** The message that a field's type names, seen from the message that has the field. */
export function innerMessageOf(message: string, type: string): string {
  const name = /[\w.]+(?=>?$)/.exec(type)?.[0] ?? '';
  return name.includes('.') ? name : message.slice(0, message.lastIndexOf('.') + 1) + name;
}

function reach(roots: readonly string[], next: (one: string) => readonly string[]): readonly string[] {
  const found = new Set(roots);
  for (const one of found) for (const other of next(one)) found.add(other);
  return [...found];
}
