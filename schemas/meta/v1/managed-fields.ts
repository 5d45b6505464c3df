import { type Static, Type } from '@sinclair/typebox';
import { named, optional } from '../../schema.ts';
import { Time } from './scalars.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** A set of fields, as the tree of keys that server-side apply defines (KEP-555). */
export const FieldsV1 = Type.Unsafe<Readonly<Record<string, unknown>>>({ $id: `${META}.FieldsV1`, type: 'object' });
export type FieldsV1 = Static<typeof FieldsV1>;

/** The fields that one manager owns in one API version. */
export const ManagedFieldsEntry = named(`${META}.ManagedFieldsEntry`, {
  manager: optional(Type.String()),
  operation: optional(Type.String()),
  apiVersion: optional(Type.String()),
  time: optional(Time),
  fieldsType: optional(Type.String()),
  fieldsV1: optional(FieldsV1),
  subresource: optional(Type.String()),
});
export type ManagedFieldsEntry = Static<typeof ManagedFieldsEntry>;
