import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import type { PodCondition } from '../../../../schemas/core/v1/pod-status.ts';
import type { CreateStrategy, UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { appArmorWarnings, applyAppArmorAnnotations } from './app-armor.ts';
import { setPodDefaults } from './defaults.ts';
import { dropDisabledSpecFields } from './disabled-spec-fields.ts';
import { countGeneration } from './generation.ts';
import { applyLabelKeys } from './label-keys.ts';
import { computeQosClass } from './qos-class.ts';
import { validatePodUpdate } from './validation/pod-update.ts';
import { validatePodCreate } from './validation.ts';
import { warningsForPod } from './warnings.ts';

/** How pods are created and, but for their status, replaced. */
export const podStrategy: CreateStrategy<Pod> & UpdateStrategy<Pod> = {
  namespaced: true,
  keptFields: ['status'],
  leavesCanonical: false,
  allowUnconditionalUpdate: true,
  allowCreateOnUpdate: false,

  setDefaults: setPodDefaults,

  warningsOnPrepare: appArmorWarnings,

  prepareForCreate(pod) {
    const { metadata, spec } = pod;
    metadata.generation = 1;
    pod.status = { phase: 'Pending', qosClass: pod.status.qosClass || computeQosClass(spec) };
    dropDisabledSpecFields(spec);
    if (spec.schedulingGates !== undefined) pod.status.conditions = [schedulingGated(metadata.creationTimestamp)];
    applyLabelKeys(spec, metadata.labels);
    applyAppArmorAnnotations(pod);
  },

  validate: validatePodCreate,

  warningsOnCreate: warningsForPod,

  prepareForUpdate(next, old) {
    dropDisabledSpecFields(next.spec);
    countGeneration(next, old);
  },

  validateUpdate: validatePodUpdate,

  warningsOnUpdate() {
    return [];
  },
};

/** Tells from the start why a pod with scheduling gates is not scheduled (KEP-3521). */
function schedulingGated(since: string | undefined): PodCondition {
  return {
    type: 'PodScheduled',
    status: 'False',
    lastProbeTime: null,
    lastTransitionTime: since ?? null,
    reason: 'SchedulingGated',
    message: 'Scheduling is blocked due to non-empty scheduling gates',
  };
}
