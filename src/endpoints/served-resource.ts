import type { ApiObject } from '../registry/object-codec.ts';
import type { ResourceDescription, Verb } from '../registry/resource-definition.ts';

/** What discovery and the OpenAPI documents read of a kind's definition; any ResourceDefinition is one. */
export interface ServedResource
  extends Pick<
    ResourceDescription<ApiObject>,
    'kind' | 'resource' | 'singularName' | 'shortNames' | 'categories' | 'verbs' | 'schema' | 'listSchema'
  > {
  readonly strategy: { readonly namespaced: boolean };
  readonly subresources: Readonly<Record<string, { readonly verbs: readonly Verb[] }>>;
}
