import { type Static, Type } from '@sinclair/typebox';
import { LabelSelector } from '../../meta/v1/label-selector.ts';
import { ATOMIC, Int32, listOf, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Pods near which, or apart from which, a pod is to run. */
export const PodAffinityTerm = named(`${CORE}.PodAffinityTerm`, {
  labelSelector: optional(LabelSelector, 'Selects pods by their labels.'),
  namespaces: optional(
    listOf(Type.String(), ATOMIC),
    'Namespaces in which pods are looked for, beside those of namespaceSelector.',
  ),
  topologyKey: required(Type.String(), 'Node label whose equal values make nodes one place.'),
  namespaceSelector: optional(
    LabelSelector,
    "Selects namespaces by their labels; the pod's own where neither it nor namespaces is given.",
  ),
  matchLabelKeys: optional(listOf(Type.String(), ATOMIC), 'Label keys whose values the pods must share with this one.'),
  mismatchLabelKeys: optional(
    listOf(Type.String(), ATOMIC),
    'Label keys whose values the pods must not share with this one.',
  ),
});
export type PodAffinityTerm = Static<typeof PodAffinityTerm>;

/** A term that counts in favour of a node. */
export const WeightedPodAffinityTerm = named(`${CORE}.WeightedPodAffinityTerm`, {
  weight: required(Int32, 'How much the term counts, from 1 to 100.'),
  podAffinityTerm: required(PodAffinityTerm, 'The term.'),
});
export type WeightedPodAffinityTerm = Static<typeof WeightedPodAffinityTerm>;

/** Near which pods a pod is to run. */
export const PodAffinity = named(`${CORE}.PodAffinity`, {
  requiredDuringSchedulingIgnoredDuringExecution: optional(
    listOf(PodAffinityTerm, ATOMIC),
    'Pods that must be near when the pod is placed.',
  ),
  preferredDuringSchedulingIgnoredDuringExecution: optional(
    listOf(WeightedPodAffinityTerm, ATOMIC),
    'Pods that had better be near when the pod is placed.',
  ),
});
export type PodAffinity = Static<typeof PodAffinity>;

/** Apart from which pods a pod is to run. */
export const PodAntiAffinity = named(`${CORE}.PodAntiAffinity`, {
  requiredDuringSchedulingIgnoredDuringExecution: optional(
    listOf(PodAffinityTerm, ATOMIC),
    'Pods that must not be near when the pod is placed.',
  ),
  preferredDuringSchedulingIgnoredDuringExecution: optional(
    listOf(WeightedPodAffinityTerm, ATOMIC),
    'Pods that had better not be near when the pod is placed.',
  ),
});
export type PodAntiAffinity = Static<typeof PodAntiAffinity>;
