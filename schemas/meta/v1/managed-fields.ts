import { type Static, Type } from '@sinclair/typebox';
import { named, optional } from '../../schema.ts';
import { Time } from './scalars.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** A set of fields, as the tree of keys that server-side apply defines (KEP-555). */
export const FieldsV1 = Type.Unsafe<Readonly<Record<string, unknown>>>({ $id: `${META}.FieldsV1`, type: 'object' });
export type FieldsV1 = Static<typeof FieldsV1>;

/** The fields that one manager owns in one API version. */
export const ManagedFieldsEntry = named(`${META}.ManagedFieldsEntry`, {
  manager: optional(Type.String(), 'Name of the workflow that owns the fields.'),
  operation: optional(Type.String(), 'How the fields came to be owned: `Apply` or `Update`.'),
  apiVersion: optional(Type.String(), 'API version in which the fields are named.'),
  time: optional(Time, 'When the set of fields or the values of some of them last changed.'),
  fieldsType: optional(Type.String(), 'Format of the set; the only one is `FieldsV1`.'),
  fieldsV1: optional(FieldsV1, 'The owned fields, in the format that fieldsType names.'),
  subresource: optional(
    Type.String(),
    'Subresource through which the fields were written; empty for the object itself.',
  ),
});
export type ManagedFieldsEntry = Static<typeof ManagedFieldsEntry>;
