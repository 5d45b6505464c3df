import type { TSchema } from '@sinclair/typebox';
import { apiVersionOf, type GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import type { StoredValue } from '../../storage/store-entry.ts';

/*
 * The segments of a stored object, in order; joined they are its JSON document. Those of the metadata stand at the same places in
 * all objects, those of the fields at the same places from the end. OPENING, END and mostly CLOSE are the same strings for all objects.
 *
 *     OPENING  {"kind":"Pod","apiVersion":"v1","metadata":{
 *     HEAD     "name":"p","namespace":"n"                           selfLink is spliced in behind it
 *     UID      ,"uid":"u"                                           and resourceVersion behind this
 *     TAIL     ,"generation":1,"labels":{...}
 *     OWNERS   ,"managedFields":[...] in as many segments as it takes (see StoredOwners), none where there are no owners
 *     close    }                                                    before it, members of the metadata that the schema does not have
 *     fields   ,"spec":{...}                                        one segment for each top-level field of the schema
 *     rest     fields that the schema does not have
 *     END      } and a line feed
 *
 * A segment is empty where the object has nothing to say in it.
 */

/** The place of the segment that opens the document. */
export const OPENING = 0;
/** The place of what comes before selfLink: the name and the namespace. */
export const HEAD = 1;
/** The place of what comes before resourceVersion. */
export const UID = 2;
/** The place of the rest of the metadata, but for managedFields. */
export const TAIL = 3;
/** The first place of managedFields, where there are any; else that of the end of the metadata. */
export const OWNERS = 4;

/** The first segment of the objects of a kind. */
export function openingOf(kind: GroupVersionKind): string {
  return `{"kind":"${kind.kind}","apiVersion":"${apiVersionOf(kind)}","metadata":{`;
}

/** The last segment of every object. kube-apiserver ends what it stores with a line feed. */
export const END = '}\n';

/** The end of metadata without members that the schema does not have. */
export const CLOSE = '}';

// After the fields: the rest and the end.
const AFTER_FIELDS = 2;

/** The members of the metadata that have the segment HEAD. */
export const HEAD_FIELDS: readonly string[] = ['name', 'generateName', 'namespace'];
/** Those that have the segment UID. */
export const UID_FIELDS: readonly string[] = ['uid'];

/** Those that are spliced in when the object is answered, and are not stored. */
export const NOT_STORED: readonly string[] = ['selfLink', 'resourceVersion'];

/** The member of the metadata that is stored by StoredOwners. */
export const OWNER_FIELD = 'managedFields';

/** The members of the metadata that have the segment TAIL. */
export function tailFieldsOf(metadata: TSchema): string[] {
  const others = [...HEAD_FIELDS, ...UID_FIELDS, OWNER_FIELD, ...NOT_STORED];
  return Object.keys(metadata.properties).filter((name) => !others.includes(name));
}

/** The top-level fields that every object begins with. */
export const OBJECT_FIELDS: readonly string[] = ['kind', 'apiVersion', 'metadata'];

/** The names of the top-level fields that have a segment each, in their order. */
export function fieldsOf(schema: TSchema): string[] {
  return Object.keys(schema.properties).filter((name) => !OBJECT_FIELDS.includes(name));
}

/** Whether a value is cut into segments. What is not, is one text, as a store returns it that keeps texts. */
export function isCut(value: StoredValue): boolean {
  return value.length > 1;
}

/** Where the fields of a value begin, of which its kind has so many. Before them stands the end of the metadata. */
export function fieldsBegin(value: StoredValue, fieldCount: number): number {
  return value.length - fieldCount - AFTER_FIELDS;
}

/** The fields that the schema does not have. */
export function restOf(value: StoredValue): string {
  return value[value.length - AFTER_FIELDS] ?? '';
}
