import type { TSchema } from '@sinclair/typebox';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import type { StoredValue } from '../../storage/store-entry.ts';
import { fieldsBegin, fieldsOf, isCut } from './layout.ts';
import type { ObjectCodec } from './object-codec.ts';

/** What of an object is stored, and not answered. */
export interface Hidden {
  /** The top-level field that it is in. */
  readonly field: string;
  /**
   * The text of that field's member and the comma before it, `,"spec":{...}`, without what is hidden; the same text where that is
   * nothing.
   */
  hide(text: string): string;
}

/** The codec of a kind that does not answer all that it stores. */
export function hidingCodec<T extends ApiObject>(
  codec: ObjectCodec<T>,
  schema: TSchema,
  { field, hide }: Hidden,
): ObjectCodec<T> {
  const fields = fieldsOf(schema);
  const position = fields.indexOf(field);
  const show = (value: StoredValue): StoredValue => {
    if (!isCut(value)) return value;
    const at = fieldsBegin(value, fields.length) + position;
    const text = value[at] ?? '';
    const shown = hide(text);
    return shown === text ? value : value.with(at, shown);
  };
  return {
    ...codec,
    text: (value, spliced) => codec.text(spliced.asStored === true ? value : show(value), spliced),
    itemText: (value, spliced) => codec.itemText(show(value), spliced),
  };
}
