import type { TSchema } from '@sinclair/typebox';
import type { ApiObject } from '../../src/apimachinery/api-object.ts';
import { basePath } from '../../src/endpoints/routes/base-path.ts';
import { kinds } from '../../src/kinds/kinds.ts';
import type { ResourceDefinition } from '../../src/registry/definition/resource-definition.ts';
import { leastObject } from './least-objects.ts';
import { placed } from './plausible.ts';
import type { Path } from './positions.ts';

/** A kind as the walks see it: where its objects are, and what one has to have. */
export interface KindUnderTest {
  readonly definition: ResourceDefinition<ApiObject>;
  readonly schema: TSchema;
  /** The name of its resource and group. */
  readonly title: string;
  /** The path of its objects in the namespace `default`, or outside of all. */
  readonly collection: string;
  /** The smallest object of a name. */
  least(name: string): Record<string, unknown>;
  /** The smallest object of a name with `content` at a path of it. */
  with(name: string, path: Path, content: unknown): Record<string, unknown>;
}

/** Makes a kind ready for the walks. */
function kindUnderTest(definition: ResourceDefinition<ApiObject>): KindUnderTest {
  const { kind, resource, schema, strategy } = definition;
  return {
    definition,
    schema,
    title: kind.group === '' ? resource : `${resource}.${kind.group}`,
    collection: `${basePath(kind)}${strategy.namespaced ? '/namespaces/default' : ''}/${resource}`,
    least: (name) => leastObject(kind, resource, name),
    with: (name, path, content) =>
      placed(leastObject(kind, resource, name), schema, path, content) as Record<string, unknown>,
  };
}

/** All kinds whose objects clients write. */
export const kindsUnderTest: readonly KindUnderTest[] = kinds
  .filter(({ verbs }) => verbs.includes('create'))
  .map(kindUnderTest);
