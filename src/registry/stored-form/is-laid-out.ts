import type { TSchema } from '@sinclair/typebox';
import type { GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import type { StoredValue } from '../../storage/store-entry.ts';
import { CLOSE, END, fieldsBegin, fieldsOf, OPENING, OWNER_FIELD, OWNERS, openingOf } from './layout.ts';

/**
 * Makes what tells whether the segments of a value stand where those of a kind stand (see layout.ts). A store may keep segments for longer
 * than a version lasts: what another version cut, whose kind had other fields, or another, is to be cut anew.
 */
export function layoutCheck(schema: TSchema, kind: GroupVersionKind): (value: StoredValue) => boolean {
  const opening = openingOf(kind);
  const fields = fieldsOf(schema).map((name) => `,"${name}":`);
  const owners = `,"${OWNER_FIELD}":`;
  return (value) => {
    const begin = fieldsBegin(value, fields.length);
    if (begin <= OWNERS || value[OPENING] !== opening || value.at(-1) !== END) return false;
    if (value[begin - 1]?.endsWith(CLOSE) !== true) return false;
    if (begin - 1 > OWNERS && value[OWNERS]?.startsWith(owners) !== true) return false;
    return fields.every((field, position) => {
      const segment = value[begin + position];
      return segment === '' || segment?.startsWith(field) === true;
    });
  };
}
