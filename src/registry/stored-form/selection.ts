import type { ApiObject } from '../../apimachinery/api-object.ts';
import type { FieldTerm } from '../../apimachinery/fields/parse-field-selector.ts';
import {
  COMMON_FIELDS,
  type SelectableFields,
  type SelectableObject,
} from '../../apimachinery/fields/selectable-fields.ts';
import { goQuote } from '../../apimachinery/go-quote.ts';
import { meetsAll, type Requirement } from '../../apimachinery/labels/requirement.ts';
import { badRequest } from '../../apimachinery/status-error.ts';
import type { StoreEntry } from '../../storage/store-entry.ts';
import { isCut } from './layout.ts';
import type { ObjectCodec } from './object-codec.ts';
import { wantedLabels } from './stored-labels.ts';

/** Which objects of a kind a client wants: those that meet all requirements and all terms. */
export interface Selection {
  readonly labels: readonly Requirement[];
  readonly fields: readonly FieldTerm[];
}

/** Selects every object. */
export const EVERYTHING: Selection = { labels: [], fields: [] };

/** What a kind says of how its objects are selected. */
export interface SelectableKind {
  readonly codec: Pick<ObjectCodec<ApiObject>, 'labels' | 'member'>;
  /** What the keys of its objects begin with. */
  readonly keyPrefix: string;
  readonly strategy: { readonly namespaced: boolean };
  readonly selectableFields: SelectableFields;
}

/** Refuses a selection by a field that the kind does not offer. @throws StatusError 400 */
export function checkFields(
  terms: readonly FieldTerm[],
  { selectableFields }: Pick<SelectableKind, 'selectableFields'>,
): void {
  for (const { field } of terms) {
    if (Object.hasOwn(selectableFields, field)) continue;
    throw badRequest(
      selectableFields === COMMON_FIELDS
        ? `${goQuote(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`
        : `field label not supported: ${field}`,
    );
  }
}

/** Whether nothing is asked of the objects. */
export function selectsAll({ labels, fields }: Selection): boolean {
  return labels.length === 0 && fields.length === 0;
}

/** The value that a field must have to be selected; undefined where any may do. */
export function exactField({ fields }: Selection, field: string): string | undefined {
  return fields.find((term) => term.equal && term.field === field)?.value;
}

// Up to here, holding an object against a selection takes a few microseconds.
const FEW_TERMS = 16;

/** Whether it takes long to hold an object against a selection: a client may send thousands of terms. */
export function isCostly({ labels, fields }: Selection): boolean {
  return labels.length + fields.length > FEW_TERMS;
}

/** Tells the selected objects of a kind from the others by their stored form, without decoding them. */
export function matcher(
  { codec, keyPrefix, strategy, selectableFields }: SelectableKind,
  { labels, fields }: Selection,
): (entry: StoreEntry) => boolean {
  const hasLabels = meetsAll(labels);
  const wanted = wantedLabels(labels.map(({ key }) => key));
  // However many terms there are about a field, it is read once.
  const terms = [...Map.groupBy(fields, ({ field }) => field)].map(([field, about]) => ({
    read: selectableFields[field],
    wanted: new Set(about.filter(({ equal }) => equal).map(({ value }) => value)),
    unwanted: new Set(about.filter(({ equal }) => !equal).map(({ value }) => value)),
  }));
  return (entry) => {
    // What cannot be decoded is selected, so that whoever may have asked for it is told.
    if (!isCut(entry.value)) return true;
    if (labels.length > 0 && !hasLabels(codec.labels(entry.value, wanted))) return false;
    if (terms.length === 0) return true;
    const object = selectable(codec, entry, keyPrefix.length, strategy.namespaced);
    return terms.every(({ read, wanted, unwanted }) => {
      const value = read?.(object);
      if (wanted.size > 1 || (wanted.size === 1 && !wanted.has(value ?? ''))) return false;
      return !unwanted.has(value ?? '');
    });
  };
}

/** Reads one of a kind's selectable fields of objects in their stored form; it is empty where that cannot be decoded. */
export function fieldReader(
  { codec, keyPrefix, strategy, selectableFields }: SelectableKind,
  field: string,
): (entry: StoreEntry) => string {
  const read = selectableFields[field];
  return (entry) =>
    isCut(entry.value) ? (read?.(selectable(codec, entry, keyPrefix.length, strategy.namespaced)) ?? '') : '';
}

function selectable(
  codec: Pick<SelectableKind['codec'], 'member'>,
  { key, value }: StoreEntry,
  prefixLength: number,
  namespaced: boolean,
): SelectableObject {
  const slash = namespaced ? key.indexOf('/', prefixLength) : prefixLength - 1;
  const read = (field: string, name?: string): unknown => {
    const text = codec.member(value, field, name);
    return text === undefined ? undefined : JSON.parse(text);
  };
  return {
    name: key.slice(slash + 1),
    namespace: namespaced ? key.slice(prefixLength, slash) : undefined,
    text: (field, name) => String(read(field, name) ?? ''),
    value: read,
  };
}
