import { type Static, Type } from '@sinclair/typebox';
import { LabelSelector } from '../../meta/v1/label-selector.ts';
import { ATOMIC, enumerated, explicit, Int32, Integer64, listOf, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Lets a pod run on nodes with matching taints. */
export const Toleration = named(`${CORE}.Toleration`, {
  key: optional(Type.String()),
  operator: optional(enumerated('Equal', 'Exists', 'Gt', 'Lt')),
  value: optional(Type.String()),
  effect: optional(enumerated('NoExecute', 'NoSchedule', 'PreferNoSchedule')),
  tolerationSeconds: explicit(Integer64),
});
export type Toleration = Static<typeof Toleration>;

/** How like pods are spread over zones, nodes or other domains. */
export const TopologySpreadConstraint = named(`${CORE}.TopologySpreadConstraint`, {
  maxSkew: required(Int32),
  topologyKey: required(Type.String()),
  whenUnsatisfiable: required(enumerated('DoNotSchedule', 'ScheduleAnyway')),
  labelSelector: optional(LabelSelector),
  minDomains: explicit(Int32),
  nodeAffinityPolicy: explicit(enumerated('Honor', 'Ignore')),
  nodeTaintsPolicy: explicit(enumerated('Honor', 'Ignore')),
  matchLabelKeys: optional(listOf(Type.String(), ATOMIC)),
});
export type TopologySpreadConstraint = Static<typeof TopologySpreadConstraint>;

/** Keeps a pod from being scheduled while it stands. */
export const PodSchedulingGate = named(`${CORE}.PodSchedulingGate`, {
  name: required(Type.String()),
});
export type PodSchedulingGate = Static<typeof PodSchedulingGate>;

/** Pods that are scheduled together. */
export const PodSchedulingGroup = named(
  `${CORE}.PodSchedulingGroup`,
  {
    podGroupName: explicit(Type.String()),
  },
  { 'x-kubernetes-unions': [{ 'fields-to-discriminateBy': { podGroupName: 'PodGroupName' } }] },
);
export type PodSchedulingGroup = Static<typeof PodSchedulingGroup>;
