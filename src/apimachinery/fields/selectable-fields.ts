/** What a field selector can read of a stored object. */
export interface SelectableObject {
  readonly name: string;
  /** Undefined for kinds outside namespaces. */
  readonly namespace: string | undefined;
  /** A top-level field that is text, or a member of one; '' where it is not set. */
  text(field: string, name?: string): string;
  /** A top-level field, or a member of one, whatever it is; undefined where it is not set. */
  value(field: string, name?: string): unknown;
}

/** How a kind's fields are read for field selectors, by the names that clients use. */
export type SelectableFields = Readonly<Record<string, (object: SelectableObject) => string>>;

/**
 * The fields of every kind that has none of its own to select by. A namespace may be asked for even where the kind has none:
 * nothing is in it then.
 */
export const COMMON_FIELDS: SelectableFields = metadataFields(true);

/** The fields by which every kind can be selected. */
export function metadataFields(namespaced: boolean): SelectableFields {
  const name: SelectableFields = { 'metadata.name': (object) => object.name };
  return namespaced ? { ...name, 'metadata.namespace': ({ namespace = '' }) => namespace } : name;
}
