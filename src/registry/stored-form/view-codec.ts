import type { TSchema } from '@sinclair/typebox';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { decoderOf } from '../../apimachinery/decode/decoder.ts';
import { presenceOf, schemaType } from '../../apimachinery/decode/schema-type.ts';
import type { GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import { goJson } from '../../apimachinery/json/go-json.ts';
import { parseJson } from '../../apimachinery/json/parse-json.ts';
import type { StoredValue } from '../../storage/store-entry.ts';
import { type ObjectCodec, objectCodec } from './object-codec.ts';
import { fieldsBegin, fieldsOf, isCut, OPENING, openingOf } from './segments.ts';

/** A kind that shows what another kind stores: which of that kind's top-level fields each of its own shows. */
export interface View {
  /** The kind that is stored. */
  readonly kind: GroupVersionKind;
  /** The schema of the kind that is stored. */
  readonly schema: TSchema;
  /** Names of stored fields by those of the view; a field that is not named here has the same name in both. */
  readonly fields: Readonly<Record<string, string>>;
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

  const read = viewFields.map((name) => converter(view.schema, storedName(name), schema, name));
  const write = storedFields.map((name) => converter(schema, viewNames.get(name) ?? name, view.schema, name));
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
  return {
    ...codec,
    cut: stored.cut,
    encode(object, replaced) {
      const encoded = codec.encode(object, replaced && { ...replaced, from: show(replaced.from) });
      return rearranged(encoded, viewFields.length, viewAt, write).with(OPENING, storedOpening);
    },
    open: (value, revision) => codec.open(show(value), revision),
    reopen: (value, ...rest) => codec.reopen(show(value), ...rest),
    copy: (value, revision) => codec.copy(show(value), revision),
    text: (value, spliced) => codec.text(show(value), spliced),
    itemText: (value, spliced) => codec.itemText(show(value), spliced),
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

/** Writes the segment of one schema's field as that of another's. */
function converter(from: TSchema, fromName: string, to: TSchema, toName: string): Convert {
  const valueText = (segment: string): string => segment.slice(segment.indexOf(':') + 1);
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
