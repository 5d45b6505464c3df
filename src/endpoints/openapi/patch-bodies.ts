import { PATCH_TYPES } from '../handlers/patch-types.ts';
import type { JsonObject } from './json.ts';

const ALL_SCHEMAS: Readonly<Record<string, JsonObject>> = {
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
  ApplyPatch: {
    type: 'object',
    additionalProperties: true,
    description:
      'The fields of an object that the applier wants to own, with `apiVersion`, `kind` and `metadata.name`, as YAML or JSON (server-side apply). Fields that it owned before and leaves out are removed; the object is created where it does not exist.',
  },
  StrategicMergePatch: {
    type: 'object',
    additionalProperties: true,
    description:
      'The members of an object that are to change; null removes one, and lists with a merge key are merged entry by entry. `$patch`, `$retainKeys`, `$setElementOrder/...` and `$deleteFromPrimitiveList/...` say more.',
  },
};

// The simplest first: generators that take one media type take the first.
const SCHEMAS_BY_TYPE: readonly (readonly [string, string])[] = [
  ['application/merge-patch+json', 'MergePatch'],
  ['application/strategic-merge-patch+json', 'StrategicMergePatch'],
  ['application/json-patch+json', 'JsonPatch'],
  ['application/apply-patch+yaml', 'ApplyPatch'],
];

/** The body of a patch in every media type that is served, the simplest first. */
export const PATCH_CONTENT: JsonObject = Object.fromEntries(
  SCHEMAS_BY_TYPE.filter(([type]) => PATCH_TYPES.some((served) => served === type)).map(([type, name]) => [
    type,
    { schema: { $ref: `#/components/schemas/${name}` } },
  ]),
);

/** The schemas that PATCH_CONTENT refers to, and those that they refer to. */
export const PATCH_SCHEMAS: Readonly<Record<string, JsonObject>> = Object.fromEntries(
  Object.entries(ALL_SCHEMAS).filter(
    ([name]) => name !== 'ApplyPatch' || 'application/apply-patch+yaml' in PATCH_CONTENT,
  ),
);
