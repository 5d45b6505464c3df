import { Type } from '@sinclair/typebox';
import { inlined, optional } from '../../schema.ts';

/** The properties with which every kind begins. */
export const typeMeta = inlined('TypeMeta', {
  kind: optional(Type.String(), 'Names the type of the object.'),
  apiVersion: optional(Type.String(), 'API group and version in which the object is written.'),
});
