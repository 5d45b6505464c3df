import { type Static, Type } from '@sinclair/typebox';
import { Quantity } from '../../meta/v1/scalars.ts';
import {
  ATOMIC,
  enumerated,
  explicit,
  Int32,
  Integer64,
  keyedBy,
  listOf,
  mapOf,
  mergedBy,
  named,
  optional,
  required,
} from '../../schema.ts';
import { Affinity } from './affinity.ts';
import { Container, EphemeralContainer } from './container.ts';
import { HostAlias, PodDNSConfig } from './pod-network.ts';
import { PodResourceClaim } from './pod-resource-claim.ts';
import { LocalObjectReference } from './references.ts';
import { ResourceRequirements } from './resources.ts';
import { PodSchedulingGate, PodSchedulingGroup, Toleration, TopologySpreadConstraint } from './scheduling.ts';
import { PodSecurityContext } from './security-context.ts';
import { Volume } from './volumes/volume.ts';

const CORE = 'io.k8s.api.core.v1';

/** The operating system of a pod. */
export const PodOS = named(`${CORE}.PodOS`, {
  name: required(Type.String()),
});
export type PodOS = Static<typeof PodOS>;

/** A condition that counts towards the pod's readiness. */
export const PodReadinessGate = named(`${CORE}.PodReadinessGate`, {
  conditionType: required(Type.String()),
});
export type PodReadinessGate = Static<typeof PodReadinessGate>;

/** What a pod is to be. */
export const PodSpec = named(`${CORE}.PodSpec`, {
  volumes: optional(listOf(Volume, keyedBy('name'), mergedBy('name', 'merge,retainKeys'))),
  initContainers: optional(listOf(Container, keyedBy('name'), mergedBy('name'))),
  containers: required(listOf(Container, keyedBy('name'), mergedBy('name'))),
  ephemeralContainers: optional(listOf(EphemeralContainer, keyedBy('name'), mergedBy('name'))),
  restartPolicy: optional(enumerated('Always', 'Never', 'OnFailure')),
  terminationGracePeriodSeconds: explicit(Integer64),
  activeDeadlineSeconds: explicit(Integer64),
  dnsPolicy: optional(enumerated('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None')),
  nodeSelector: optional(mapOf(Type.String()), '', { 'x-kubernetes-map-type': 'atomic' }),
  serviceAccountName: optional(Type.String()),
  serviceAccount: optional(Type.String()),
  automountServiceAccountToken: explicit(Type.Boolean()),
  nodeName: optional(Type.String()),
  hostNetwork: optional(Type.Boolean()),
  hostPID: optional(Type.Boolean()),
  hostIPC: optional(Type.Boolean()),
  shareProcessNamespace: explicit(Type.Boolean()),
  securityContext: optional(PodSecurityContext),
  imagePullSecrets: optional(listOf(LocalObjectReference, keyedBy('name'), mergedBy('name'))),
  hostname: optional(Type.String()),
  subdomain: optional(Type.String()),
  affinity: optional(Affinity),
  schedulerName: optional(Type.String()),
  tolerations: optional(listOf(Toleration, ATOMIC)),
  hostAliases: optional(listOf(HostAlias, keyedBy('ip'), mergedBy('ip'))),
  priorityClassName: optional(Type.String()),
  priority: explicit(Int32),
  dnsConfig: optional(PodDNSConfig),
  readinessGates: optional(listOf(PodReadinessGate, ATOMIC)),
  runtimeClassName: explicit(Type.String()),
  enableServiceLinks: explicit(Type.Boolean()),
  preemptionPolicy: explicit(enumerated('Never', 'PreemptLowerPriority')),
  overhead: optional(mapOf(Quantity)),
  topologySpreadConstraints: optional(
    listOf(TopologySpreadConstraint, keyedBy('topologyKey', 'whenUnsatisfiable'), mergedBy('topologyKey')),
  ),
  setHostnameAsFQDN: explicit(Type.Boolean()),
  os: optional(PodOS),
  hostUsers: explicit(Type.Boolean()),
  schedulingGates: optional(listOf(PodSchedulingGate, keyedBy('name'), mergedBy('name'))),
  resourceClaims: optional(listOf(PodResourceClaim, keyedBy('name'), mergedBy('name', 'merge,retainKeys'))),
  resources: optional(ResourceRequirements),
  hostnameOverride: explicit(Type.String()),
  schedulingGroup: optional(PodSchedulingGroup),
});
export type PodSpec = Static<typeof PodSpec>;
