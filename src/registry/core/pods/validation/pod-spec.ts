import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import { type FieldError, notSupported, requiredField } from '../../../../apimachinery/field-error.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { validateContainers, validateInitContainers } from './containers.ts';
import { validateTolerations } from './tolerations.ts';
import { validateVolumes } from './volumes.ts';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/** What is wrong with a pod's spec. */
export function validatePodSpec(spec: PodSpec, path: FieldPath): FieldError[] {
  const { volumes, containers, initContainers = [], restartPolicy, dnsPolicy, tolerations = [] } = spec;
  return [
    ...validateVolumes(volumes, path.child('volumes')),
    ...validateContainers(containers, path.child('containers')),
    ...validateInitContainers(initContainers, containers, path.child('initContainers')),
    ...validatePolicy(restartPolicy, RESTART_POLICIES, path.child('restartPolicy')),
    ...validatePolicy(dnsPolicy, DNS_POLICIES, path.child('dnsPolicy')),
    ...validateTolerations(tolerations, path.child('tolerations')),
  ];
}

function validatePolicy(policy: string | undefined, supported: readonly string[], path: FieldPath): FieldError[] {
  if (policy === undefined || policy === '') return [requiredField(path)];
  return supported.includes(policy) ? [] : [notSupported(path, policy, supported)];
}
