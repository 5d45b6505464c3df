import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import { FieldPath } from '../../../apimachinery/field-path.ts';
import { unset } from '../../../apimachinery/unset.ts';
import type { UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { setStatusDefaults } from './defaults/status.ts';
import { dropInitContainerAnnotations } from './init-container-annotations.ts';
import { addressWarnings } from './status/addresses.ts';
import { dropDisabledStatusFields } from './status/disabled-fields.ts';
import { preserveObservedGeneration } from './status/observed-generation.ts';
import { validatePodStatusUpdate } from './status/validate-status-update.ts';
import { podStrategy } from './strategy.ts';

const STATUS = FieldPath.of('status');

/**
 * The subresource pods/status: writes the status, and with it labels, annotations and finalizers, but neither the spec nor the
 * owners.
 */
export const podStatusStrategy: UpdateStrategy<Pod> = {
  ...podStrategy,
  keptFields: ['spec'],
  resetFields: ['spec', 'metadata.deletionTimestamp', 'metadata.ownerReferences'],
  leavesCanonical: true,

  setDefaults({ metadata, status }) {
    dropInitContainerAnnotations(metadata);
    setStatusDefaults(status);
  },

  prepareForUpdate(next, old) {
    const { metadata, status } = next;
    unset(metadata, 'deletionTimestamp');
    // Old kubelets send owners back without what they do not know, which would break garbage collection.
    const { ownerReferences } = old.metadata;
    if (ownerReferences === undefined) unset(metadata, 'ownerReferences');
    else metadata.ownerReferences = ownerReferences;
    // Kubelets that reject a pod leave the class out.
    if (status.qosClass === undefined && old.status.qosClass !== undefined) status.qosClass = old.status.qosClass;
    preserveObservedGeneration(status, old.status);
    dropDisabledStatusFields(status);
  },

  validateUpdate: validatePodStatusUpdate,

  warningsOnUpdate({ status }) {
    const { podIPs = [], hostIPs = [] } = status;
    return [...addressWarnings(podIPs, STATUS.child('podIPs')), ...addressWarnings(hostIPs, STATUS.child('hostIPs'))];
  },
};
