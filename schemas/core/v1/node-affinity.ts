import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, enumerated, Int32, listOf, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** One condition on a node. */
export const NodeSelectorRequirement = named(`${CORE}.NodeSelectorRequirement`, {
  key: required(Type.String()),
  operator: required(enumerated('DoesNotExist', 'Exists', 'Gt', 'In', 'Lt', 'NotIn')),
  values: optional(listOf(Type.String(), ATOMIC)),
});
export type NodeSelectorRequirement = Static<typeof NodeSelectorRequirement>;

/** Conditions on a node, all of which must hold. */
export const NodeSelectorTerm = named(
  `${CORE}.NodeSelectorTerm`,
  {
    matchExpressions: optional(listOf(NodeSelectorRequirement, ATOMIC)),
    matchFields: optional(listOf(NodeSelectorRequirement, ATOMIC)),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type NodeSelectorTerm = Static<typeof NodeSelectorTerm>;

/** Terms, one of which must hold. */
export const NodeSelector = named(
  `${CORE}.NodeSelector`,
  {
    nodeSelectorTerms: required(listOf(NodeSelectorTerm, ATOMIC)),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type NodeSelector = Static<typeof NodeSelector>;

/** A term that counts in favour of a node. */
export const PreferredSchedulingTerm = named(`${CORE}.PreferredSchedulingTerm`, {
  weight: required(Int32),
  preference: required(NodeSelectorTerm),
});
export type PreferredSchedulingTerm = Static<typeof PreferredSchedulingTerm>;

/** Which nodes a pod wants. */
export const NodeAffinity = named(`${CORE}.NodeAffinity`, {
  requiredDuringSchedulingIgnoredDuringExecution: optional(NodeSelector),
  preferredDuringSchedulingIgnoredDuringExecution: optional(listOf(PreferredSchedulingTerm, ATOMIC)),
});
export type NodeAffinity = Static<typeof NodeAffinity>;
