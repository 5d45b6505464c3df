import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import type { DeletionStrategy } from '../../../registry/definition/deletion-strategy.ts';

const ENDED: readonly unknown[] = ['Failed', 'Succeeded'];

/**
 * How pods are deleted: a pod that may run on a node is given time to stop, and is removed when its kubelet deletes it with a
 * grace period of 0; one that was never scheduled or has ended goes at once.
 */
export const podDeletion: DeletionStrategy<Pod> = {
  returnsObject: true,

  gracePeriod({ spec, status }, asked) {
    if ((spec.nodeName ?? '') === '' || ENDED.includes(status.phase)) return 0;
    const seconds = asked ?? spec.terminationGracePeriodSeconds ?? 0;
    return seconds < 0 ? 1 : seconds;
  },

  secondsToStop(member) {
    if (ENDED.some((phase) => member('status', 'phase') === `"${phase}"`)) return 0;
    return Number(member('spec', 'terminationGracePeriodSeconds') ?? 0);
  },
};
