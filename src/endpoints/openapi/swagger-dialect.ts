import { Quantity } from '../../../schemas/meta/v1/scalars.ts';
import type { Json } from './json.ts';
import { kubernetesDialect } from './kubernetes-dialect.ts';
import type { Dialect } from './schema-writer.ts';

/**
 * Schemas as kube-apiserver publishes them in `/openapi/v2`: references stand by themselves but for a description, what may be
 * of several types is said to be a string, and defaults are left out.
 */
export const swaggerDialect: Dialect = {
  base: '#/definitions/',
  nameOf: kubernetesDialect.nameOf,
  keyword: (key, value) => (key === 'nullable' || key === 'default' ? undefined : [key, value]),
  use(used, definition, _, writer) {
    const own = Object.entries<Json>(used).filter(
      ([key, value]) => (key === 'description' || key.startsWith('x-kubernetes-')) && value !== definition[key],
    );
    return { ...Object.fromEntries(own), ...writer.reference(definition) };
  },
  finish({ oneOf, ...written }, { $id }) {
    if (oneOf === undefined) return written;
    return $id === Quantity.$id
      ? { ...written, type: 'string' }
      : { ...written, type: 'string', format: 'int-or-string' };
  },
};
