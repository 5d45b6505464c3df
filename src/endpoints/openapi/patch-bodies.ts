import type { JsonObject } from './json.ts';

/** The schemas of patches by their names, as the product's own document has them. */
export const PATCH_SCHEMAS: Readonly<Record<string, JsonObject>> = {
  MergePatch: {
    type: 'object',
    additionalProperties: true,
    description:
      'The members of an object that are to change; null removes one, and lists are replaced as a whole (RFC 7396).',
  },
  StrategicMergePatch: {
    type: 'object',
    additionalProperties: true,
    description:
      'The members of an object that are to change; null removes one, and lists with a merge key are merged entry by entry. `$patch`, `$retainKeys`, `$setElementOrder/...` and `$deleteFromPrimitiveList/...` say more.',
  },
};

/**
 * The body of a patch, the simplest first: generators that take one media type take the first. Only patches that are objects in
 * JSON are here. A generator leaves out the whole operation where a body is YAML, as an apply is, and another one makes a method
 * that always fails where a body may be a list, as a JSON patch is: both are told of in words.
 */
export const PATCH_CONTENT: JsonObject = {
  'application/merge-patch+json': { schema: { $ref: '#/components/schemas/MergePatch' } },
  'application/strategic-merge-patch+json': { schema: { $ref: '#/components/schemas/StrategicMergePatch' } },
};
