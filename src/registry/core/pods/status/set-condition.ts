import type { PodCondition } from '../../../../../schemas/core/v1/pod-status.ts';

/**
 * The conditions with one set, in place of that of its type or at the end. Its transition time is `now`, or stays where its
 * status does. `conditions` is not changed.
 */
export function withCondition(
  conditions: readonly PodCondition[] = [],
  condition: Pick<PodCondition, 'type' | 'status' | 'reason' | 'message'>,
  now: string,
): PodCondition[] {
  const before = conditions.find(({ type }) => type === condition.type);
  const { type, status, ...why } = condition;
  const lastTransitionTime = before?.status === status ? before.lastTransitionTime : now;
  const next: PodCondition = { type, status, lastProbeTime: null, lastTransitionTime, ...why };
  if (before === undefined) return [...conditions, next];
  return conditions.map((one) => (one === before ? next : one));
}
