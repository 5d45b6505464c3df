import type { PodSpec } from '../../../../../schemas/core/v1/pod-spec.ts';
import type { ObjectMeta } from '../../../../../schemas/meta/v1/object-meta.ts';
import { type FieldError, forbidden, invalid, requiredField } from '../../../../apimachinery/field-error.ts';
import { addErrors, errorsOfEach } from '../../../../apimachinery/field-errors.ts';
import type { FieldPath } from '../../../../apimachinery/field-path.ts';
import { isDNS1123Subdomain } from '../../../../apimachinery/validation/dns-names.ts';
import { invalidFor, validateRequiredOneOf } from '../../../../apimachinery/validation/fields.ts';
import { validateLabels } from '../../../../apimachinery/validation/labels.ts';
import { mustBeBetween } from '../../../../apimachinery/validation/messages.ts';
import { isQualifiedName } from '../../../../apimachinery/validation/qualified-name.ts';
import { validateResources } from '../../../../apimachinery/validation/resource-requirements.ts';
import { validateTolerations } from '../../../../apimachinery/validation/tolerations.ts';
import { validateAffinity } from './affinity.ts';
import type { PodContext } from './container.ts';
import { validateContainers, validateInitContainers } from './containers.ts';
import { validateDNSConfig, validateHostAliases } from './dns.ts';
import { validateEphemeralContainers } from './ephemeral-containers.ts';
import { validateFileKeyVolumes } from './file-keys.ts';
import { validateHostName, validateHostNameOverride } from './host-name.ts';
import { validateHostUsers } from './host-users.ts';
import { validateOS } from './os.ts';
import { validatePodResources } from './pod-resources.ts';
import { validatePodSecurityContext } from './pod-security-context.ts';
import { validateHostNetworkPorts } from './ports.ts';
import { validateResourceClaims } from './resource-claims.ts';
import { validateSchedulingGates } from './scheduling-gates.ts';
import { validateTopologySpread } from './topology-spread.ts';
import { validateVolumes } from './volumes.ts';
import { validateHostProcesses } from './windows-options.ts';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const PREEMPTION_POLICIES = ['PreemptLowerPriority', 'Never'];
const MOST_SECONDS = 2 ** 31 - 1;

/**
 * What is wrong with a pod's spec; `metadata` is the pod's, absent where the spec is that of a template, `old` the spec that it
 * replaces.
 */
export function validatePodSpec(
  spec: PodSpec,
  metadata: ObjectMeta | undefined,
  path: FieldPath,
  old?: PodSpec,
): FieldError[] {
  const { containers, initContainers = [], terminationGracePeriodSeconds: gracePeriod, restartPolicy } = spec;
  const volumes = validateVolumes(spec.volumes, metadata, path.child('volumes'));
  const claims = new Set((spec.resourceClaims ?? []).map(({ name }) => name).filter((name) => name !== ''));
  const hostUsers = spec.hostUsers !== false;
  const context: PodContext = { volumes: volumes.usable, claims, gracePeriod, restartPolicy, hostUsers };
  const errors = gracePeriod === undefined ? [requiredField(path.child('terminationGracePeriodSeconds'))] : [];
  addErrors(errors, [
    ...volumes.errors,
    ...validateResourceClaims(spec.resourceClaims, metadata, path.child('resourceClaims')),
    ...validateContainers(containers, context, path.child('containers')),
    ...validateInitContainers(initContainers, containers, context, path.child('initContainers')),
    ...validateEphemeralContainers(spec, context, path.child('ephemeralContainers')),
    ...validatePodResources(spec, claims, path.child('resources')),
    ...validateHostNetworkPorts(spec, path),
    ...validateRequiredOneOf(restartPolicy, RESTART_POLICIES, path.child('restartPolicy')),
    ...validateRequiredOneOf(spec.dnsPolicy, DNS_POLICIES, path.child('dnsPolicy')),
    ...validateLabels(spec.nodeSelector, path.child('nodeSelector')),
    ...validatePodSecurityContext(spec, path.child('securityContext'), old),
    ...validateAffinity(spec.affinity, path.child('affinity')),
    ...validateDNSConfig(spec, path.child('dnsConfig')),
    ...validateReadinessGates(spec, path.child('readinessGates')),
    ...validateSchedulingGates(spec, path.child('schedulingGates')),
    ...validateTopologySpread(spec.topologySpreadConstraints, path.child('topologySpreadConstraints')),
    ...validateHostProcesses(spec, path),
    ...validateHostUsers(spec, path),
    ...validateHostNameOverride(spec, path.child('hostnameOverride')),
    ...validateName(spec.serviceAccountName, path.child('serviceAccountName')),
    ...validateName(spec.nodeName, path.child('nodeName')),
    ...validateDeadline(spec, path.child('activeDeadlineSeconds')),
    ...validateHostName(spec, path),
    ...validateTolerations(spec.tolerations ?? [], path.child('tolerations')),
    ...validateHostAliases(spec, path.child('hostAliases')),
    ...validateName(spec.priorityClassName, path.child('priorityClassName')),
    ...validateRuntimeClassName(spec, path.child('runtimeClassName')),
    ...validatePreemptionPolicy(spec, path.child('preemptionPolicy')),
    ...validateOverhead(spec, path.child('overhead')),
    ...validateOS(spec, path),
    ...validateFileKeyVolumes(spec, path),
  ]);
  return errors;
}

/** A token in a volume is that of a service account which the pod names. Pods must have this right, templates need not. */
export function validateTokenVolumes(
  { serviceAccountName = '', volumes = [] }: PodSpec,
  path: FieldPath,
): FieldError[] {
  if (serviceAccountName !== '') return [];
  return errorsOfEach(volumes, ({ projected }, i) =>
    errorsOfEach(projected?.sources ?? [], ({ serviceAccountToken }, j) => {
      if (serviceAccountToken === undefined) return [];
      const at = path.child('volumes').index(i).child('projected').child('sources').index(j);
      const named = 'must not be specified when serviceAccountName is not set';
      return [forbidden(at.child('serviceAccountToken'), named)];
    }),
  );
}

function validateName(name: string | undefined, path: FieldPath): FieldError[] {
  return name === undefined || name === '' ? [] : invalidFor(name, isDNS1123Subdomain(name), path);
}

function validateRuntimeClassName({ runtimeClassName: name }: PodSpec, path: FieldPath): FieldError[] {
  return name === undefined ? [] : invalidFor(name, isDNS1123Subdomain(name), path);
}

function validatePreemptionPolicy({ preemptionPolicy: policy }: PodSpec, path: FieldPath): FieldError[] {
  return policy === undefined ? [] : validateRequiredOneOf(policy, PREEMPTION_POLICIES, path);
}

function validateReadinessGates({ readinessGates = [] }: PodSpec, path: FieldPath): FieldError[] {
  return errorsOfEach(readinessGates, ({ conditionType }, i) =>
    invalidFor(conditionType, isQualifiedName(conditionType), path.index(i).child('conditionType')),
  );
}

function validateDeadline({ activeDeadlineSeconds: seconds }: PodSpec, path: FieldPath): FieldError[] {
  if (seconds === undefined || (seconds >= 1 && seconds <= MOST_SECONDS)) return [];
  return [invalid(path, seconds, mustBeBetween(1, MOST_SECONDS))];
}

/** The overhead is looked at as the limits of a container would be. */
function validateOverhead({ overhead }: PodSpec, path: FieldPath): FieldError[] {
  return overhead === undefined ? [] : validateResources({ limits: overhead }, new Set(), path);
}
