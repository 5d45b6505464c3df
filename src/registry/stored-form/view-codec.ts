import type { TSchema } from '@sinclair/typebox';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { decoderOf } from '../../apimachinery/decode/decoder.ts';
import { presenceOf, schemaType } from '../../apimachinery/decode/schema-type.ts';
import type { GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import { goJson } from '../../apimachinery/json/go-json.ts';
import { parseJson } from '../../apimachinery/json/parse-json.ts';
import type { StoredValue } from '../../storage/store-entry.ts';
import { fieldsBegin, fieldsOf, isCut, OPENING, openingOf } from './layout.ts';
import { type ObjectCodec, objectCodec } from './object-codec.ts';

/** A field that says in other words what the stored one says. Values are as parseJson reads them, members in the order of the schema. */
export interface ConvertedField {
  /** What is shown of a stored value. */
  readonly read: (stored: unknown) => unknown;
  /** What is stored of a value that is shown. */
  readonly write: (shown: unknown) => unknown;
}

/** A kind that shows what another kind stores: which of that kind's top-level fields each of its own shows. */
export interface View {
  /** The kind that is stored. */
  readonly kind: GroupVersionKind;
  /** The schema of the kind that is stored. */
  readonly schema: TSchema;
  /** Names of stored fields by those of the view; a field that is not named here has the same name in both. */
  readonly fields: Readonly<Record<string, string>>;
  /** Fields with values of another form in each, by their names, which are the same in both. */
  readonly converted?: Readonly<Record<string, ConvertedField>>;
}

/**
 * Makes the codec of a kind whose objects are stored as those of another kind, with the same metadata and values under other
 * names. A value is brought into the view's form when it is first asked for, and remembered as long as the value itself.
 */
export function viewCodec<T extends ApiObject>(schema: TSchema, kind: GroupVersionKind, view: View): ObjectCodec<T> {
  const codec = objectCodec<T>(schema, kind);
  const viewFields = fieldsOf(schema);
  const stored = objectCodec<T>(view.schema, view.kind);
  const storedOpening = openingOf(view.kind);
  const storedFields = fieldsOf(view.schema);
  const storedName = (name: string): string => view.fields[name] ?? name;
  const viewNames = new Map(viewFields.map((name) => [storedName(name), name]));

  const { converted = {} } = view;
  const read = viewFields.map((name) => {
    const field = converted[name];
    return field ? converting(name, field.read) : renaming(view.schema, storedName(name), schema, name);
  });
  const write = storedFields.map((name) => {
    const field = converted[name];
    return field ? converting(name, field.write) : renaming(schema, viewNames.get(name) ?? name, view.schema, name);
  });
  const storedAt = viewFields.map((name) => storedFields.indexOf(storedName(name)));
  const viewAt = storedFields.map((name) => viewFields.indexOf(viewNames.get(name) ?? name));

  const shown = new WeakMap<StoredValue, StoredValue>();
  const show = (value: StoredValue): StoredValue => {
    const known = shown.get(value);
    if (known !== undefined) return known;
    if (!isCut(value)) return show(stored.cut(value.join('')));
    const made = rearranged(value, storedFields.length, storedAt, read);
    shown.set(value, made);
    return made;
  };
  const store = (value: StoredValue): StoredValue =>
    rearranged(value, viewFields.length, viewAt, write).with(OPENING, storedOpening);
  return {
    ...codec,
    // Another version may store the kind as it is shown here.
    cut: (text) => (text.startsWith(openingOf(kind)) ? store(codec.cut(text)) : stored.cut(text)),
    isLaidOut: stored.isLaidOut,
    encode: (object, replaced) => store(codec.encode(object, replaced && { ...replaced, from: show(replaced.from) })),
    withOwners: stored.withOwners,
    open: (value, revision) => codec.open(show(value), revision),
    reopen: (value, ...rest) => codec.reopen(show(value), ...rest),
    copy: (value, revision) => codec.copy(show(value), revision),
    text: (value, spliced) => codec.text(show(value), spliced),
    itemText: (value, spliced) => codec.itemText(show(value), spliced),
    metadataText: (value, spliced) => codec.metadataText(show(value), spliced),
    member: (value, field, name) => codec.member(show(value), field, name),
    sharesField: (a, b, field) => isCut(a) && isCut(b) && codec.sharesField(show(a), show(b), field),
  };
}

type Convert = (segment: string) => string;

/** The value with its fields in another order and form, and all else as it is. */
function rearranged(
  value: StoredValue,
  fieldCount: number,
  from: readonly number[],
  convert: readonly Convert[],
): StoredValue {
  const begin = fieldsBegin(value, fieldCount);
  const fields = from.map((position, i) => (convert[i] as Convert)(value[begin + position] ?? ''));
  return [...value.slice(0, begin), ...fields, ...value.slice(begin + fieldCount)];
}

/** Writes the segment of a field with another value. */
function converting(name: string, convert: (value: unknown) => unknown): Convert {
  return (segment) => (segment === '' ? '' : `,"${name}":${goJson(convert(parseJson(valueText(segment)).value))}`);
}

function valueText(segment: string): string {
  return segment.slice(segment.indexOf(':') + 1);
}

/** Writes the segment of one schema's field as that of another's, which may have another name. */
function renaming(from: TSchema, fromName: string, to: TSchema, toName: string): Convert {
  if (haveSameForm(from, fromName, to, toName)) {
    return (segment) => (segment === '' ? '' : `,"${toName}":${valueText(segment)}`);
  }
  const decode = decoderOf({ ...to, properties: { [toName]: to.properties[toName] } });
  return (segment) => {
    const value: unknown = segment === '' ? undefined : parseJson(valueText(segment)).value;
    const text = goJson(decode({ [toName]: value }, { keys: 0, canonical: true }));
    return text === '{}' ? '' : `,${text.slice(1, -1)}`;
  };
}

function haveSameForm(a: TSchema, aName: string, b: TSchema, bName: string): boolean {
  const [x, y]: [TSchema, TSchema] = [a.properties[aName], b.properties[bName]];
  const mandatory = (schema: TSchema, name: string): boolean => schema.required?.includes(name) === true;
  return (
    schemaType(x) === schemaType(y) &&
    x.properties === y.properties &&
    x.items === y.items &&
    x.additionalProperties === y.additionalProperties &&
    x.nullable === y.nullable &&
    presenceOf(x, mandatory(a, aName)) === presenceOf(y, mandatory(b, bName))
  );
}
