import type { TSchema } from '@sinclair/typebox';
import * as kinds from '../../../schemas/index.ts';
import * as apiGroup from '../../../schemas/meta/v1/api-group.ts';
import * as apiVersions from '../../../schemas/meta/v1/api-versions.ts';
import * as watchEvent from '../../../schemas/meta/v1/watch-event.ts';
import * as version from '../../../schemas/version/info.ts';
import type { ServedResource } from '../routes/served-resource.ts';

/** A schema with a name of its own, to which a document refers. */
export type NamedSchema = TSchema & { readonly $id: string };

/** Schemas by name, as they were defined; where one is used as a property it may carry other annotations. */
export type SchemaIndex = ReadonlyMap<string, NamedSchema>;

/** Indexes every named schema of the project, `more` and what those are made of. */
export function indexSchemas(more: readonly TSchema[]): SchemaIndex {
  const values = [kinds, apiGroup, apiVersions, watchEvent, version].flatMap((module) =>
    Object.values<unknown>(module),
  );
  const index = new Map([...values, ...more].filter(isNamed).map((schema) => [schema.$id, schema]));
  for (const schema of more) addParts(schema, index, new Set());
  return index;
}

/** Adds the named schemas in a schema that are not known yet. Types may refer to themselves. */
function addParts(schema: TSchema, index: Map<string, NamedSchema>, seen: Set<unknown>): void {
  // What a property adds to its type is in a copy of it; the members are the same.
  const identity: unknown = schema.properties ?? schema;
  if (seen.has(identity)) return;
  seen.add(identity);
  if (isNamed(schema) && !index.has(schema.$id)) index.set(schema.$id, withoutPlace(schema));
  const parts = [...Object.values<TSchema>(schema.properties ?? {}), schema.items, schema.additionalProperties];
  for (const part of parts) if (typeof part === 'object') addParts(part, index, seen);
}

/** A type as it was defined, from where it is used as a property or an entry. */
function withoutPlace(schema: NamedSchema): NamedSchema {
  const { description, default: _, ...definition } = schema;
  return Object.fromEntries(
    Object.entries(definition).filter(([key]) => !key.startsWith('x-podledger-')),
  ) as NamedSchema;
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
