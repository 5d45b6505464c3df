import { isPrivate } from './named-schemas.ts';
import type { Dialect } from './schema-writer.ts';

/**
 * Schemas as kube-apiserver publishes them in `/openapi/v3`: under their full names, with references in `allOf` so that a
 * description and a default may stand beside them.
 */
export const kubernetesDialect: Dialect = {
  base: '#/components/schemas/',
  nameOf: (id) => id,
  keyword: (key, value) => (key === 'nullable' ? undefined : [key, value]),
  finish: (written) => written,
  use(used, definition, place, writer) {
    const reference = writer.reference(definition);
    // Two schemas of one name may differ in what only this server knows of their properties.
    const own = Object.entries(used).filter(
      ([key, value]) => !isPrivate(key) && key !== 'nullable' && key !== 'properties' && value !== definition[key],
    );
    // The values of a map are referred to without more ado.
    if (own.length === 0 && place === 'additionalProperties') return reference;
    return { ...Object.fromEntries(own), allOf: [reference] };
  },
};
