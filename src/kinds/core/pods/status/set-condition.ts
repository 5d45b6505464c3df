import type { PodCondition } from '../../../../../schemas/core/v1/pod-status.ts';
import { withCondition } from '../../../../apimachinery/conditions.ts';

/** A pod's conditions with one set, as withCondition does it. */
export function withPodCondition(
  conditions: readonly PodCondition[] = [],
  condition: Pick<PodCondition, 'type' | 'status' | 'reason' | 'message'>,
  now: string,
): PodCondition[] {
  const { type, status, ...why } = condition;
  return withCondition(conditions, condition, now, (lastTransitionTime) => ({
    type,
    status,
    lastProbeTime: null,
    lastTransitionTime,
    ...why,
  }));
}
