import type { TSchema } from '@sinclair/typebox';
import * as exported from '../../schemas/index.ts';
import kubernetes from './data/kubernetes-schemas.json' with { type: 'json' };

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

/**
 * The name by which the project exports a definition: `PodStatus` of `io.k8s.api.core.v1.PodStatus`; with its group and version
 * in front where the core group has the name: `EventsV1Event` of `io.k8s.api.events.v1.Event`.
 */
export function exportedName(id: string): string {
  const parts = id.split('.');
  const short = parts.at(-1) ?? id;
  if (id.startsWith(CORE) || !(`${CORE}${short}` in kubernetes)) return short;
  return parts
    .slice(-3)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('');
}

const CORE = 'io.k8s.api.core.v1.';

function isNamed(value: unknown): value is TSchema & { $id: string } {
  // A nullable variant of a named type is no definition of its own.
  return typeof value === 'object' && value !== null && '$id' in value && !('nullable' in value);
}
