import type { TSchema } from '@sinclair/typebox';
import * as kinds from '../../../schemas/index.ts';
import * as apiGroup from '../../../schemas/meta/v1/api-group.ts';
import * as apiVersions from '../../../schemas/meta/v1/api-versions.ts';
import * as watchEvent from '../../../schemas/meta/v1/watch-event.ts';
import * as version from '../../../schemas/version/info.ts';
import type { ServedResource } from '../served-resource.ts';

/** A schema with a name of its own, to which a document refers. */
export type NamedSchema = TSchema & { readonly $id: string };

/** Schemas by name, as they were defined; where one is used as a property it may carry other annotations. */
export type SchemaIndex = ReadonlyMap<string, NamedSchema>;

/** Indexes every named schema of the project and `more`. */
export function indexSchemas(more: readonly TSchema[]): SchemaIndex {
  const values = [kinds, apiGroup, apiVersions, watchEvent, version].flatMap((module) =>
    Object.values<unknown>(module),
  );
  return new Map([...values, ...more].filter(isNamed).map((schema) => [schema.$id, schema]));
}

/** The schemas of a resource and of what is done to it. */
export function schemasOf({ schema, listSchema, answerSchema, subresources }: ServedResource): TSchema[] {
  const parts = Object.values(subresources).flatMap((subresource) => [subresource.schema, subresource.answerSchema]);
  return [schema, listSchema, answerSchema, ...parts].filter((one) => one !== undefined);
}

function isNamed(value: unknown): value is NamedSchema {
  // A nullable variant carries the name of the type that it is one of.
  return typeof value === 'object' && value !== null && '$id' in value && !('nullable' in value);
}

/** Whether a key of a schema is an annotation that only this project reads, or TypeBox's name. */
export function isPrivate(key: string): boolean {
  return key === '$id' || key.startsWith('x-podledger-');
}
