import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, listOf, named, optional, required } from '../../schema.ts';

/** One condition on the fields of an object. */
export const FieldSelectorRequirement = named('io.k8s.apimachinery.pkg.apis.meta.v1.FieldSelectorRequirement', {
  key: required(Type.String(), 'The field that the condition is about.'),
  operator: required(Type.String(), 'How the field and the values relate: `In`, `NotIn`, `Exists` or `DoesNotExist`.'),
  values: optional(listOf(Type.String(), ATOMIC), 'The values to compare with; none for `Exists` and `DoesNotExist`.'),
});
export type FieldSelectorRequirement = Static<typeof FieldSelectorRequirement>;
