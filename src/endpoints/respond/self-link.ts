import type { ApiObject } from '../../apimachinery/api-object.ts';
import type { ResourceDefinition } from '../../registry/definition/resource-definition.ts';
import type { StoredValue } from '../../storage/store-entry.ts';
import { basePath } from '../routes/base-path.ts';

/** The `metadata.selfLink` of an object: the path at which it is found, or that of the subresource through which it is answered. */
export type SelfLink = (value: StoredValue) => string;

/** Makes the links of a kind's objects, as Kubernetes answered them until 1.19. `subresource` is '' for the objects themselves. */
export function selfLinkOf<T extends ApiObject>(definition: ResourceDefinition<T>, subresource: string): SelfLink {
  const { kind, resource, codec, strategy } = definition;
  const base = basePath(kind);
  const end = subresource === '' ? '' : `/${subresource}`;
  if (!strategy.namespaced) return (value) => `${base}/${resource}/${escaped(codec.identity(value).name)}${end}`;
  return (value) => {
    const { name, namespace = '' } = codec.identity(value);
    return `${base}/namespaces/${escaped(namespace)}/${resource}/${escaped(name)}${end}`;
  };
}

/** Escapes a name as Kubernetes did, which is as in a query: of names of policy alone there is something to escape. */
function escaped(name: string): string {
  if (PLAIN.test(name)) return name;
  return encodeURIComponent(name)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

const PLAIN = /^[\w.~-]*$/;
