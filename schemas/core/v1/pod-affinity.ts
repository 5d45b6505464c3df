import { type Static, Type } from '@sinclair/typebox';
import { LabelSelector } from '../../meta/v1/label-selector.ts';
import { ATOMIC, Int32, listOf, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Pods near which, or apart from which, a pod is to run. */
export const PodAffinityTerm = named(`${CORE}.PodAffinityTerm`, {
  labelSelector: optional(LabelSelector),
  namespaces: optional(listOf(Type.String(), ATOMIC)),
  topologyKey: required(Type.String()),
  namespaceSelector: optional(LabelSelector),
  matchLabelKeys: optional(listOf(Type.String(), ATOMIC)),
  mismatchLabelKeys: optional(listOf(Type.String(), ATOMIC)),
});
export type PodAffinityTerm = Static<typeof PodAffinityTerm>;

/** A term that counts in favour of a node. */
export const WeightedPodAffinityTerm = named(`${CORE}.WeightedPodAffinityTerm`, {
  weight: required(Int32),
  podAffinityTerm: required(PodAffinityTerm),
});
export type WeightedPodAffinityTerm = Static<typeof WeightedPodAffinityTerm>;

/** Near which pods a pod is to run. */
export const PodAffinity = named(`${CORE}.PodAffinity`, {
  requiredDuringSchedulingIgnoredDuringExecution: optional(listOf(PodAffinityTerm, ATOMIC)),
  preferredDuringSchedulingIgnoredDuringExecution: optional(listOf(WeightedPodAffinityTerm, ATOMIC)),
});
export type PodAffinity = Static<typeof PodAffinity>;

/** Apart from which pods a pod is to run. */
export const PodAntiAffinity = named(`${CORE}.PodAntiAffinity`, {
  requiredDuringSchedulingIgnoredDuringExecution: optional(listOf(PodAffinityTerm, ATOMIC)),
  preferredDuringSchedulingIgnoredDuringExecution: optional(listOf(WeightedPodAffinityTerm, ATOMIC)),
});
export type PodAntiAffinity = Static<typeof PodAntiAffinity>;
