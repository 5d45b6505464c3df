import type { Container } from '../../../../schemas/core/v1/container.ts';
import type { Pod } from '../../../../schemas/core/v1/pod.ts';
import type { PodSpec } from '../../../../schemas/core/v1/pod-spec.ts';
import type { PodTemplateSpec } from '../../../../schemas/core/v1/pod-template.ts';
import { roundUpResources } from '../../../apimachinery/resource-list.ts';
import { unset } from '../../../apimachinery/unset.ts';
import { setContainerDefaults } from './defaults/container.ts';
import { setPodLevelResourceDefaults } from './defaults/pod-level-resources.ts';
import { requestLimits, roundUpResourceRequirements } from './defaults/resources.ts';
import { setStatusDefaults } from './defaults/status.ts';
import { setVolumeDefaults } from './defaults/volume.ts';
import { dropInitContainerAnnotations } from './init-container-annotations.ts';

/** What a negative grace period means. */
const LEAST_GRACE_SECONDS = 1;

/** Fills in all that kube-apiserver fills in where a pod leaves it out. Mutates `pod`. */
export function setPodDefaults(pod: Pod): void {
  dropInitContainerAnnotations(pod.metadata);
  setPodSpecDefaults(pod.spec);
  setStatusDefaults(pod.status);
}

/** Likewise for a pod that is yet to be made. Mutates `template`. */
export function setPodTemplateDefaults(template: PodTemplateSpec): void {
  dropInitContainerAnnotations(template.metadata);
  setCommonDefaults(template.spec);
}

function setPodSpecDefaults(spec: PodSpec): void {
  const { containers, initContainers = [] } = spec;
  for (const container of containers) requestLimits(container.resources);
  for (const container of initContainers) requestLimits(container.resources);
  setPodLevelResourceDefaults(spec);
  spec.enableServiceLinks ??= true;
  if (spec.hostNetwork === true) {
    setHostPorts(containers);
    setHostPorts(initContainers);
  }
  setCommonDefaults(spec);
  // A pod has no less time than that to end; only a template may say so.
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0) spec.terminationGracePeriodSeconds = LEAST_GRACE_SECONDS;
}

/** Fills in what is filled in wherever a pod's spec stands; a template leaves the rest to the pods that are made from it. */
function setCommonDefaults(spec: PodSpec): void {
  const { containers, initContainers = [], ephemeralContainers = [], volumes = [] } = spec;
  spec.dnsPolicy ||= 'ClusterFirst';
  spec.restartPolicy ||= 'Always';
  spec.securityContext ??= {};
  dropEmptyGroups(spec);
  spec.terminationGracePeriodSeconds ??= 30;
  spec.schedulerName ||= 'default-scheduler';
  setServiceAccount(spec);

  for (const volume of volumes) setVolumeDefaults(volume);
  for (const container of [...initContainers, ...containers, ...ephemeralContainers]) setContainerDefaults(container);
  roundUpResources(spec.overhead);
  roundUpResourceRequirements(spec.resources);
}

/** Only a pod for Windows may not even have an empty list of groups. */
function dropEmptyGroups({ os, securityContext }: PodSpec): void {
  if (securityContext?.supplementalGroups?.length === 0 && os?.name !== 'windows') {
    unset(securityContext, 'supplementalGroups');
  }
}

/** On the node's own network a container's port is the node's. */
function setHostPorts(containers: readonly Container[]): void {
  for (const { ports = [] } of containers) for (const port of ports) port.hostPort ||= port.containerPort;
}

/** The service account has two names; the newer one counts. */
function setServiceAccount(spec: PodSpec): void {
  const name = spec.serviceAccountName || spec.serviceAccount;
  if (!name) return;
  spec.serviceAccountName = name;
  spec.serviceAccount = name;
}
