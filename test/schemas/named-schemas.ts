import type { TSchema } from '@sinclair/typebox';
import * as exported from '../../schemas/index.ts';

/** Every named schema that the project exports, by its name in the OpenAPI document. */
export const namedSchemas: ReadonlyMap<string, TSchema> = new Map(
  Object.values<unknown>(exported)
    .filter(isNamed)
    .map((schema) => [schema.$id, schema]),
);

/** The properties of an object schema in order; none for a scalar. */
export function propertiesOf(schema: TSchema): readonly [string, TSchema][] {
  return Object.entries<TSchema>(schema.properties ?? {});
}

/** The last part of a definition's name: `PodStatus` of `io.k8s.api.core.v1.PodStatus`. */
export function shortName(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1);
}

function isNamed(value: unknown): value is TSchema & { $id: string } {
  // A nullable variant of a named type is no definition of its own.
  return typeof value === 'object' && value !== null && '$id' in value && !('nullable' in value);
}
