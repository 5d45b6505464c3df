import type { Static } from '@sinclair/typebox';
import { named, optional } from '../../schema.ts';
import { NodeAffinity } from './node-affinity.ts';
import { PodAffinity, PodAntiAffinity } from './pod-affinity.ts';

const CORE = 'io.k8s.api.core.v1';

/** Where a pod is to run, by node and by neighbour. */
export const Affinity = named(`${CORE}.Affinity`, {
  nodeAffinity: optional(NodeAffinity),
  podAffinity: optional(PodAffinity),
  podAntiAffinity: optional(PodAntiAffinity),
});
export type Affinity = Static<typeof Affinity>;
