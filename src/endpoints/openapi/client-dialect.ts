import type { TSchema } from '@sinclair/typebox';
import { Quantity } from '../../../schemas/meta/v1/scalars.ts';
import type { JsonObject } from './json.ts';
import type { Dialect } from './schema-writer.ts';

/**
 * Schemas as generators of clients take them (OpenAPI 3.0.3), under the names that `names` gives them:
 * - no defaults: beside a reference they mean nothing, and many a zero value is no member of the enum beside it;
 * - named scalars, such as times, are written in place, so that `nullable` stands beside their type;
 * - an object that may hold anything says so;
 * - a quantity is the string that is always answered, though a request may carry a number.
 */
export function clientDialect(names: ReadonlyMap<string, string>): Dialect {
  return {
    base: '#/components/schemas/',
    nameOf: (id) => names.get(id) ?? id,
    keyword(key, value) {
      if (key === 'default') return undefined;
      return value === 'int-or-string' ? ['x-kubernetes-int-or-string', true] : [key, value];
    },
    use(used, definition, _, writer) {
      if (isScalar(definition)) return writer.write(used);
      const reference = writer.reference(definition);
      const { description } = used;
      // Whatever stands beside a reference itself is ignored in OpenAPI 3.0.
      return description === definition.description ? reference : { description, allOf: [reference] };
    },
    finish(written, definition) {
      if (definition.$id === Quantity.$id) return QUANTITY;
      const open = definition.type === 'object' && definition.properties === undefined;
      return open ? { ...written, additionalProperties: true } : written;
    },
  };
}

function isScalar({ type }: TSchema): boolean {
  return typeof type === 'string' && type !== 'object' && type !== 'array';
}

const QUANTITY: JsonObject = {
  type: 'string',
  description:
    'An amount with an optional suffix, such as `100m`, `1.5` or `2Gi`. Answers carry it in canonical form; a request may carry a plain JSON number instead.',
};
