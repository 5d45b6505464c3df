import type { TSchema } from '@sinclair/typebox';
import { schemaType, shortName } from '../../decode/schema-type.ts';
import { goQuote } from '../../go-quote.ts';
import { unexpectedError } from '../../status-error.ts';

/** How a field is patched, as its schema says. */
export interface PatchMetadata {
  /** The schema of the field's value. */
  readonly schema: TSchema;
  /** Whether a patch is merged into the field's list instead of replacing it. */
  readonly merges: boolean;
  /** Whether a patch replaces the field's object instead of being merged into it. */
  readonly replaces: boolean;
  /** The member that identifies an entry of the list; '' where its entries are scalars. */
  readonly mergeKey: string;
}

/**
 * Looks up how a field of an object or map is patched.
 * @throws StatusError 500 where the schema has no such field, as kube-apiserver.
 */
export function patchMetadata(schema: TSchema, name: string): PatchMetadata {
  const field = fieldOf(schema, name);
  if (field === undefined) {
    throw unexpectedError(
      `unable to find api field in struct ${shortName(schema)} for the json field ${goQuote(name)}`,
    );
  }
  const strategies = String(field['x-kubernetes-patch-strategy'] ?? '').split(',');
  const mergeKey: unknown = field['x-kubernetes-patch-merge-key'];
  return {
    schema: field,
    merges: strategies.includes('merge'),
    replaces: strategies.includes('replace'),
    mergeKey: typeof mergeKey === 'string' ? mergeKey : '',
  };
}

/**
 * The same for a field that holds a list.
 * @throws StatusError 500 where there is no such field, or it holds something else.
 */
export function listMetadata(schema: TSchema, name: string): PatchMetadata {
  const metadata = patchMetadata(schema, name);
  if (schemaType(metadata.schema) === 'list') return metadata;
  const type = schemaType(schema);
  throw unexpectedError(`expected slice or array type, but got: ${type === 'list' ? 'slice' : type}`);
}

function fieldOf(schema: TSchema, name: string): TSchema | undefined {
  if (schemaType(schema) === 'map') return schema.additionalProperties;
  return schema.properties !== undefined && Object.hasOwn(schema.properties, name)
    ? schema.properties[name]
    : undefined;
}
