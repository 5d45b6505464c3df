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
  type: required(Type.String()),
  observedGeneration: optional(Integer64),
  status: required(Type.String()),
  lastProbeTime: embedded(NullableTime),
  lastTransitionTime: embedded(NullableTime),
  reason: optional(Type.String()),
  message: optional(Type.String()),
});
export type PodCondition = Static<typeof PodCondition>;

/** An IP address of a pod. */
export const PodIP = named(`${CORE}.PodIP`, {
  ip: required(Type.String()),
});
export type PodIP = Static<typeof PodIP>;

/** An IP address of a pod's node. */
export const HostIP = named(`${CORE}.HostIP`, {
  ip: required(Type.String()),
});
export type HostIP = Static<typeof HostIP>;

/** What became of a pod. */
export const PodStatus = named(`${CORE}.PodStatus`, {
  observedGeneration: optional(Integer64),
  phase: optional(enumerated('Failed', 'Pending', 'Running', 'Succeeded', 'Unknown')),
  conditions: optional(listOf(PodCondition, keyedBy('type'), mergedBy('type'))),
  message: optional(Type.String()),
  reason: optional(Type.String()),
  nominatedNodeName: optional(Type.String()),
  hostIP: optional(Type.String()),
  hostIPs: optional(listOf(HostIP, ATOMIC, mergedBy('ip'))),
  podIP: optional(Type.String()),
  podIPs: optional(listOf(PodIP, keyedBy('ip'), mergedBy('ip'))),
  startTime: optional(Time),
  initContainerStatuses: optional(listOf(ContainerStatus, ATOMIC)),
  containerStatuses: optional(listOf(ContainerStatus, ATOMIC)),
  qosClass: optional(enumerated('BestEffort', 'Burstable', 'Guaranteed')),
  ephemeralContainerStatuses: optional(listOf(ContainerStatus, ATOMIC)),
  resize: optional(Type.String()),
  resourceClaimStatuses: optional(
    listOf(PodResourceClaimStatus, keyedBy('name'), mergedBy('name', 'merge,retainKeys')),
  ),
  extendedResourceClaimStatus: optional(PodExtendedResourceClaimStatus),
  allocatedResources: optional(mapOf(Quantity)),
  resources: optional(ResourceRequirements),
  nodeAllocatableResourceClaimStatuses: optional(listOf(NodeAllocatableResourceClaimStatus, ATOMIC)),
});
export type PodStatus = Static<typeof PodStatus>;
