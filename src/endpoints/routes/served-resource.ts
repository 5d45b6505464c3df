import type { TSchema } from '@sinclair/typebox';
import type { GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import type { Verb } from '../../registry/definition/resource-definition.ts';

/** What discovery and the OpenAPI documents read of a kind's definition; any ResourceDefinition is one. */
export interface ServedResource {
  readonly kind: GroupVersionKind;
  /** The kind and version in which objects are stored, where that is another one: one store may be served in two groups. */
  readonly storedKind?: GroupVersionKind;
  /** The resource's name in paths, in plural. */
  readonly resource: string;
  readonly singularName: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly verbs: readonly Verb[];
  readonly schema: TSchema;
  /** What a creation answers, where that is not what was created. */
  readonly answerSchema?: TSchema;
  /** Absent where there are no lists. */
  readonly listSchema?: TSchema;
  readonly strategy: { readonly namespaced: boolean };
  readonly subresources: Readonly<Record<string, ServedSubresource>>;
  readonly deletion?: {
    /** Whether a deletion answers with the object that is gone; otherwise it answers with a Status. */
    readonly returnsObject?: boolean;
  };
}

/** What they read of a subresource. */
export interface ServedSubresource {
  readonly verbs: readonly Verb[];
  /** What is written to it, where that is not of the resource's kind: an Eviction, the options of a connection. */
  readonly kind?: GroupVersionKind;
  /** The schema of that kind. */
  readonly schema?: TSchema;
  /** What is answered, where that is not what is written; a Status for most actions. */
  readonly answerSchema?: TSchema;
  /** An object whose properties are the query parameters that it takes, where they are not those of its verbs. */
  readonly options?: TSchema;
  /** There where it leads to what runs rather than to a stored object: `exec`, `log`, `proxy`. */
  readonly connect?: unknown;
  /** Whether it goes on to any path below it: `proxy/{path}`. */
  readonly withPath?: boolean;
}
