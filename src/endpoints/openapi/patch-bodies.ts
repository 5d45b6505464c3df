import type { JsonObject } from './json.ts';

/** The schemas of patches by their names, as the product's own document has them. */
export const PATCH_SCHEMAS: Readonly<Record<string, JsonObject>> = {
  JsonPatch: {
    type: 'array',
    description: 'Operations that are carried out in order, all of them or none (RFC 6902).',
    maxItems: 10_000,
    items: { $ref: '#/components/schemas/JsonPatchOperation' },
  },
  JsonPatchOperation: {
    type: 'object',
    description: 'One change of an object, or a test that it has to pass.',
    required: ['op', 'path'],
    properties: {
      op: {
        type: 'string',
        description: 'What is to be done.',
        enum: ['add', 'copy', 'move', 'remove', 'replace', 'test'],
      },
      path: { type: 'string', description: 'Where: a JSON pointer (RFC 6901).' },
      from: { type: 'string', description: 'Where a value is moved or copied from: a JSON pointer.' },
      value: { description: 'What is added, put in place of another value or expected.' },
    },
  },
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

const SCHEMAS_BY_TYPE: Readonly<Record<string, string>> = {
  'application/merge-patch+json': 'MergePatch',
  'application/strategic-merge-patch+json': 'StrategicMergePatch',
  'application/json-patch+json': 'JsonPatch',
};

/**
 * The body of a patch in every media type that is JSON, the simplest first: generators that take one media type take the first.
 * Generators that do not know a media type leave out the whole operation, so an apply, which is YAML, is told of in words.
 */
export const PATCH_CONTENT: JsonObject = Object.fromEntries(
  Object.entries(SCHEMAS_BY_TYPE).map(([type, name]) => [type, { schema: { $ref: `#/components/schemas/${name}` } }]),
);
