import { type Static, Type } from '@sinclair/typebox';
import { NullableTime, Quantity, Time } from '../../meta/v1/scalars.ts';
import {
  ATOMIC,
  embedded,
  enumerated,
  Integer64,
  keyedBy,
  listOf,
  mapOf,
  mergedBy,
  named,
  optional,
  required,
  zeroOr,
} from '../../schema.ts';
import { ContainerStatus } from './container-status.ts';
import {
  NodeAllocatableResourceClaimStatus,
  PodExtendedResourceClaimStatus,
  PodResourceClaimStatus,
} from './pod-resource-claim.ts';
import { ResourceRequirements } from './resources.ts';

const CORE = 'io.k8s.api.core.v1';

/** One observation about a pod. */
export const PodCondition = named(`${CORE}.PodCondition`, {
  type: required(Type.String(), 'What the condition is about, such as `Ready`; each type stands once.'),
  observedGeneration: optional(Integer64, 'Generation of the pod on which the condition is based.'),
  status: required(Type.String(), '`True`, `False` or `Unknown`.'),
  lastProbeTime: embedded(NullableTime, 'When the condition was last looked at; null where that is not recorded.'),
  lastTransitionTime: embedded(NullableTime, 'When the status last changed; null where that is not known.'),
  reason: optional(Type.String(), 'Why it last changed, in one CamelCase word.'),
  message: optional(Type.String(), 'Why it last changed, for people to read.'),
});
export type PodCondition = Static<typeof PodCondition>;

/** An IP address of a pod. */
export const PodIP = named(`${CORE}.PodIP`, {
  ip: required(Type.String(), 'The IP address.'),
});
export type PodIP = Static<typeof PodIP>;

/** An IP address of a pod's node. */
export const HostIP = named(`${CORE}.HostIP`, {
  ip: required(Type.String(), 'The IP address.'),
});
export type HostIP = Static<typeof HostIP>;

/** What became of a pod. */
export const PodStatus = named(`${CORE}.PodStatus`, {
  observedGeneration: optional(Integer64, 'Generation of the pod on which this status is based.'),
  phase: optional(
    enumerated('Failed', 'Pending', 'Running', 'Succeeded', 'Unknown'),
    'Where the pod stands as a whole: `Pending`, `Running`, `Succeeded`, `Failed` or `Unknown`.',
  ),
  conditions: optional(
    listOf(PodCondition, keyedBy('type'), mergedBy('type')),
    'Observations about the pod, such as whether it is scheduled and ready.',
  ),
  message: optional(Type.String(), 'Why the pod is in this state, for people to read.'),
  reason: optional(Type.String(), 'Why the pod is in this state, in one CamelCase word, such as `Evicted`.'),
  nominatedNodeName: optional(
    Type.String(),
    'Node on which room is being made for the pod; it may still go elsewhere.',
  ),
  hostIP: optional(Type.String(), 'IP of the node, once the pod has been started there.'),
  hostIPs: optional(listOf(HostIP, ATOMIC, mergedBy('ip')), 'All IPs of the node; the first one is hostIP.'),
  podIP: optional(Type.String(), 'IP of the pod.'),
  podIPs: optional(
    listOf(PodIP, keyedBy('ip'), mergedBy('ip')),
    'IPs of the pod, at most one of each family; the first one is podIP.',
  ),
  startTime: optional(zeroOr(Time), 'When the agent on the node took the pod on, before it pulled any image.'),
  initContainerStatuses: optional(listOf(ContainerStatus, ATOMIC), 'What became of the init containers.'),
  containerStatuses: optional(listOf(ContainerStatus, ATOMIC), 'What became of the containers.'),
  qosClass: optional(
    enumerated('BestEffort', 'Burstable', 'Guaranteed'),
    'How the pod ranks when the node runs short, as its requests and limits make it; it never changes.',
  ),
  ephemeralContainerStatuses: optional(listOf(ContainerStatus, ATOMIC), 'What became of the ephemeral containers.'),
  resize: optional(
    Type.String(),
    'Progress of a resize; deprecated in favour of the conditions PodResizePending and PodResizeInProgress.',
  ),
  resourceClaimStatuses: optional(
    listOf(PodResourceClaimStatus, keyedBy('name'), mergedBy('name', 'merge,retainKeys')),
    "Claims that were made for the pod's resourceClaims.",
  ),
  extendedResourceClaimStatus: optional(
    PodExtendedResourceClaimStatus,
    "The claim that was made for the pod's extended resources.",
  ),
  allocatedResources: optional(mapOf(Quantity), 'What the node has set aside for the pod as a whole.'),
  resources: optional(ResourceRequirements, 'The requests and limits in force for the pod as a whole.'),
  nodeAllocatableResourceClaimStatuses: optional(
    listOf(NodeAllocatableResourceClaimStatus, ATOMIC),
    'Node resources that come to the pod through claims.',
  ),
});
export type PodStatus = Static<typeof PodStatus>;
