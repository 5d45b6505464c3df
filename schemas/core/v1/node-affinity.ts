import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, enumerated, Int32, listOf, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** One condition on a node. */
export const NodeSelectorRequirement = named(`${CORE}.NodeSelectorRequirement`, {
  key: required(Type.String(), 'The label or field that the condition is about.'),
  operator: required(
    enumerated('DoesNotExist', 'Exists', 'Gt', 'In', 'Lt', 'NotIn'),
    'How it relates to the values: `In`, `NotIn`, `Exists`, `DoesNotExist`, `Gt` or `Lt`.',
  ),
  values: optional(
    listOf(Type.String(), ATOMIC),
    'The values to compare with: none for the existence operators, a single integer for `Gt` and `Lt`.',
  ),
});
export type NodeSelectorRequirement = Static<typeof NodeSelectorRequirement>;

/** Conditions on a node, all of which must hold. */
export const NodeSelectorTerm = named(
  `${CORE}.NodeSelectorTerm`,
  {
    matchExpressions: optional(listOf(NodeSelectorRequirement, ATOMIC), "Conditions on the node's labels."),
    matchFields: optional(listOf(NodeSelectorRequirement, ATOMIC), "Conditions on the node's fields."),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type NodeSelectorTerm = Static<typeof NodeSelectorTerm>;

/** Terms, one of which must hold. */
export const NodeSelector = named(
  `${CORE}.NodeSelector`,
  {
    nodeSelectorTerms: required(listOf(NodeSelectorTerm, ATOMIC), 'The terms, of which one must hold.'),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type NodeSelector = Static<typeof NodeSelector>;

/** A term that counts in favour of a node. */
export const PreferredSchedulingTerm = named(`${CORE}.PreferredSchedulingTerm`, {
  weight: required(Int32, 'How much the term counts, from 1 to 100.'),
  preference: required(NodeSelectorTerm, 'The term.'),
});
export type PreferredSchedulingTerm = Static<typeof PreferredSchedulingTerm>;

/** Which nodes a pod wants. */
export const NodeAffinity = named(`${CORE}.NodeAffinity`, {
  requiredDuringSchedulingIgnoredDuringExecution: optional(
    NodeSelector,
    'What a node must fulfil when the pod is placed.',
  ),
  preferredDuringSchedulingIgnoredDuringExecution: optional(
    listOf(PreferredSchedulingTerm, ATOMIC),
    'What makes one node better than another when the pod is placed.',
  ),
});
export type NodeAffinity = Static<typeof NodeAffinity>;
