import type { Static } from '@sinclair/typebox';
import { Condition } from '../../meta/v1/condition.ts';
import { LabelSelector } from '../../meta/v1/label-selector.ts';
import { objectList } from '../../meta/v1/object-list.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { IntOrString, Time } from '../../meta/v1/scalars.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import {
  embedded,
  enumerated,
  explicit,
  Int32,
  Integer64,
  keyedBy,
  kindOf,
  listOf,
  mapOf,
  mergedBy,
  named,
  optional,
} from '../../schema.ts';

const POLICY = 'io.k8s.api.policy.v1';

/** How many of a set of pods may be disrupted at a time. */
export const PodDisruptionBudgetSpec = named(`${POLICY}.PodDisruptionBudgetSpec`, {
  minAvailable: explicit(
    IntOrString,
    'How many of the pods must stay available while one is evicted: a number, or a percentage such as `50%`.',
  ),
  selector: optional(LabelSelector, 'The pods that the budget is for; the empty selector takes all of the namespace.', {
    'x-kubernetes-patch-strategy': 'replace',
  }),
  maxUnavailable: explicit(
    IntOrString,
    'How many of the pods may be unavailable after an eviction: a number or a percentage; in place of minAvailable.',
  ),
  unhealthyPodEvictionPolicy: explicit(
    enumerated('AlwaysAllow', 'IfHealthyBudget'),
    'Whether pods that are not ready may always be evicted, or, as by default, only while enough others are.',
  ),
});
export type PodDisruptionBudgetSpec = Static<typeof PodDisruptionBudgetSpec>;

const count = (description: string) => embedded(Int32, description, { default: 0 });

/** How the pods of a budget stand. */
export const PodDisruptionBudgetStatus = named(`${POLICY}.PodDisruptionBudgetStatus`, {
  observedGeneration: optional(Integer64, 'Generation of the budget on which this status is based.'),
  disruptedPods: optional(
    mapOf(Time),
    'Pods whose eviction was granted and that are not seen to go yet, with the moment of the grant.',
  ),
  disruptionsAllowed: count('How many pods may be disrupted now.'),
  currentHealthy: count('How many of the pods are healthy.'),
  desiredHealthy: count('How many have to be.'),
  expectedPods: count('How many pods the budget is for.'),
  conditions: optional(
    listOf(Condition, keyedBy('type'), mergedBy('type')),
    'Observations about the budget, such as whether disruptions are allowed.',
  ),
});
export type PodDisruptionBudgetStatus = Static<typeof PodDisruptionBudgetStatus>;

/** Limits how many of a set of pods go at the same time by evictions. */
export const PodDisruptionBudget = named(
  `${POLICY}.PodDisruptionBudget`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    spec: embedded(PodDisruptionBudgetSpec, 'How many of which pods may be disrupted.'),
    status: embedded(PodDisruptionBudgetStatus, 'How the pods stand.'),
  },
  kindOf('policy', 'PodDisruptionBudget', 'Limits how many of a set of pods go at the same time by evictions.'),
);
export type PodDisruptionBudget = Static<typeof PodDisruptionBudget>;

/** A list of budgets. */
export const PodDisruptionBudgetList = objectList(
  `${POLICY}.PodDisruptionBudgetList`,
  PodDisruptionBudget,
  kindOf('policy', 'PodDisruptionBudgetList', 'A list of budgets.'),
);
