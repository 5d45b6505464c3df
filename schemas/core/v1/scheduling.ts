import { type Static, Type } from '@sinclair/typebox';
import { LabelSelector } from '../../meta/v1/label-selector.ts';
import { ATOMIC, enumerated, explicit, Int32, Integer64, listOf, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Lets a pod run on nodes with matching taints. */
export const Toleration = named(`${CORE}.Toleration`, {
  key: optional(Type.String(), 'Key of the taint; empty with operator `Exists` means every taint.'),
  operator: optional(
    enumerated('Equal', 'Exists', 'Gt', 'Lt'),
    'How the values relate: `Equal` (the default), `Exists`, `Lt` or `Gt`.',
  ),
  value: optional(Type.String(), 'Value of the taint; empty for `Exists`.'),
  effect: optional(
    enumerated('NoExecute', 'NoSchedule', 'PreferNoSchedule'),
    'Effect of the taint; empty means every effect.',
  ),
  tolerationSeconds: explicit(
    Integer64,
    'How long a `NoExecute` taint is tolerated; for ever where it is absent, not at all at 0 or less.',
  ),
});
export type Toleration = Static<typeof Toleration>;

/** How like pods are spread over zones, nodes or other domains. */
export const TopologySpreadConstraint = named(`${CORE}.TopologySpreadConstraint`, {
  maxSkew: required(Int32, 'By how many pods two places may differ.'),
  topologyKey: required(Type.String(), 'Node label whose equal values make nodes one place.'),
  whenUnsatisfiable: required(
    enumerated('DoNotSchedule', 'ScheduleAnyway'),
    'What to do where no node fits: `DoNotSchedule` or `ScheduleAnyway`.',
  ),
  labelSelector: optional(LabelSelector, 'The pods that are counted.'),
  minDomains: explicit(Int32, 'How many places there must be at least.'),
  nodeAffinityPolicy: explicit(
    enumerated('Honor', 'Ignore'),
    "Whether nodes that the pod's node affinity and selector exclude are counted.",
  ),
  nodeTaintsPolicy: explicit(
    enumerated('Honor', 'Ignore'),
    'Whether nodes with taints that the pod does not tolerate are counted.',
  ),
  matchLabelKeys: optional(
    listOf(Type.String(), ATOMIC),
    'Label keys whose values counted pods must share with this one.',
  ),
});
export type TopologySpreadConstraint = Static<typeof TopologySpreadConstraint>;

/** Keeps a pod from being scheduled while it stands. */
export const PodSchedulingGate = named(`${CORE}.PodSchedulingGate`, {
  name: required(Type.String(), 'Name of the gate.'),
});
export type PodSchedulingGate = Static<typeof PodSchedulingGate>;

/** Pods that are scheduled together. */
export const PodSchedulingGroup = named(
  `${CORE}.PodSchedulingGroup`,
  {
    podGroupName: explicit(Type.String(), 'Name of the PodGroup.'),
  },
  { 'x-kubernetes-unions': [{ 'fields-to-discriminateBy': { podGroupName: 'PodGroupName' } }] },
);
export type PodSchedulingGroup = Static<typeof PodSchedulingGroup>;
