import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, listOf, mapOf, named, optional, required } from '../../schema.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** One condition on the labels of an object. */
export const LabelSelectorRequirement = named(`${META}.LabelSelectorRequirement`, {
  key: required(Type.String()),
  operator: required(Type.String()),
  values: optional(listOf(Type.String(), ATOMIC)),
});
export type LabelSelectorRequirement = Static<typeof LabelSelectorRequirement>;

/** A query over labels; the empty one selects everything. */
export const LabelSelector = named(
  `${META}.LabelSelector`,
  {
    matchLabels: optional(mapOf(Type.String())),
    matchExpressions: optional(listOf(LabelSelectorRequirement, ATOMIC)),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type LabelSelector = Static<typeof LabelSelector>;
