import type { Static } from '@sinclair/typebox';
import { named, optional } from '../../schema.ts';
import { NodeAffinity } from './node-affinity.ts';
import { PodAffinity, PodAntiAffinity } from './pod-affinity.ts';

const CORE = 'io.k8s.api.core.v1';

/** Where a pod is to run, by node and by neighbour. */
export const Affinity = named(`${CORE}.Affinity`, {
  nodeAffinity: optional(NodeAffinity, 'Which nodes the pod wants.'),
  podAffinity: optional(PodAffinity, 'Near which pods it is to run.'),
  podAntiAffinity: optional(PodAntiAffinity, 'Apart from which pods it is to run.'),
});
export type Affinity = Static<typeof Affinity>;
