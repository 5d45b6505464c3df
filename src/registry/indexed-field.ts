import type { ApiObject } from '../apimachinery/api-object.ts';
import { type FieldIndex, fieldIndex, type IndexedField } from '../watch/field-index.ts';
import type { WatchCache } from '../watch/watch-cache.ts';
import type { ResourceDefinition } from './definition/resource-definition.ts';
import { fieldReader } from './stored-form/selection.ts';

/** The field of a kind by which its objects are found fast, as its description names it; undefined where it names none. */
export function indexedFieldOf<T extends ApiObject>(definition: ResourceDefinition<T>): IndexedField | undefined {
  const { indexedField: field, codec, keyPrefix } = definition;
  if (field === undefined) return undefined;
  const [part = ''] = field.split('.');
  return {
    field,
    keyPrefix,
    read: fieldReader(definition, field),
    isKept: (before, after) => codec.sharesField(before.value, after.value, part),
  };
}

/** The index of a kind's objects by that field. */
export function fieldIndexOf<T extends ApiObject>(
  cache: WatchCache,
  definition: ResourceDefinition<T>,
): FieldIndex | undefined {
  const field = indexedFieldOf(definition);
  return field && fieldIndex(cache, field);
}
