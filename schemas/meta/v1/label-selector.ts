import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, listOf, mapOf, named, optional, required } from '../../schema.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** One condition on the labels of an object. */
export const LabelSelectorRequirement = named(`${META}.LabelSelectorRequirement`, {
  key: required(Type.String(), 'The label that the condition is about.'),
  operator: required(Type.String(), 'How the label and the values relate: `In`, `NotIn`, `Exists` or `DoesNotExist`.'),
  values: optional(listOf(Type.String(), ATOMIC), 'The values to compare with; none for `Exists` and `DoesNotExist`.'),
});
export type LabelSelectorRequirement = Static<typeof LabelSelectorRequirement>;

/** A query over labels; the empty one selects everything. */
export const LabelSelector = named(
  `${META}.LabelSelector`,
  {
    matchLabels: optional(mapOf(Type.String()), 'Labels that must be there with exactly these values.'),
    matchExpressions: optional(listOf(LabelSelectorRequirement, ATOMIC), 'Further conditions; all of them must hold.'),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type LabelSelector = Static<typeof LabelSelector>;
