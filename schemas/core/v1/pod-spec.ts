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
import { PodResourceRequirements } from './limited-resources.ts';
import { HostAlias, PodDNSConfig } from './pod-network.ts';
import { PodResourceClaim } from './pod-resource-claim.ts';
import { LocalObjectReference } from './references.ts';
import { PodSchedulingGate, PodSchedulingGroup, Toleration, TopologySpreadConstraint } from './scheduling.ts';
import { PodSecurityContext } from './security-context.ts';
import { Volume } from './volumes/volume.ts';

const CORE = 'io.k8s.api.core.v1';

/** The operating system of a pod. */
export const PodOS = named(`${CORE}.PodOS`, {
  name: required(Type.String(), '`linux` or `windows`.'),
});
export type PodOS = Static<typeof PodOS>;

/** A condition that counts towards the pod's readiness. */
export const PodReadinessGate = named(`${CORE}.PodReadinessGate`, {
  conditionType: required(
    Type.String(),
    "Type of a condition in the pod's status that must be True for the pod to be ready.",
  ),
});
export type PodReadinessGate = Static<typeof PodReadinessGate>;

/** What a pod is to be. */
export const PodSpec = named(`${CORE}.PodSpec`, {
  volumes: optional(
    listOf(Volume, keyedBy('name'), mergedBy('name', 'merge,retainKeys')),
    'Volumes that containers can mount.',
  ),
  initContainers: optional(
    listOf(Container, keyedBy('name'), mergedBy('name')),
    'Containers that run one after another before the others start; sidecars among them go on running.',
  ),
  containers: required(
    listOf(Container, keyedBy('name'), mergedBy('name')),
    'The containers of the pod; at least one.',
  ),
  ephemeralContainers: optional(
    listOf(EphemeralContainer, keyedBy('name'), mergedBy('name')),
    'Containers added to the running pod; written through the subresource of the same name.',
  ),
  restartPolicy: optional(
    enumerated('Always', 'Never', 'OnFailure'),
    'When ended containers are restarted: `Always` (the default), `OnFailure` or `Never`.',
  ),
  terminationGracePeriodSeconds: explicit(
    Integer64,
    'Seconds that the pod is given to end when it is deleted; 30 by default.',
  ),
  activeDeadlineSeconds: explicit(
    Integer64,
    'Seconds after its start after which the pod is ended and counts as failed.',
  ),
  dnsPolicy: optional(
    enumerated('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
    'Which resolver settings the containers get; `ClusterFirst` by default.',
  ),
  nodeSelector: optional(mapOf(Type.String()), 'Labels that the node must have with exactly these values.', {
    'x-kubernetes-map-type': 'atomic',
  }),
  serviceAccountName: optional(Type.String(), 'Service account that the pod runs as.'),
  serviceAccount: optional(Type.String(), 'Older name of serviceAccountName, kept equal to it.'),
  automountServiceAccountToken: explicit(Type.Boolean(), 'Whether a token of the service account is mounted.'),
  nodeName: optional(Type.String(), 'Node that the pod is bound to; empty until it is scheduled.'),
  hostNetwork: optional(Type.Boolean(), "Whether the pod uses the node's network."),
  hostPID: optional(Type.Boolean(), "Whether the pod sees the node's processes."),
  hostIPC: optional(Type.Boolean(), "Whether the pod shares the node's IPC."),
  shareProcessNamespace: explicit(Type.Boolean(), "Whether the containers see each other's processes."),
  securityContext: optional(PodSecurityContext, 'Privileges of all containers.'),
  imagePullSecrets: optional(
    listOf(LocalObjectReference, keyedBy('name'), mergedBy('name')),
    'Secrets with which images are pulled.',
  ),
  hostname: optional(Type.String(), "The pod's host name; its name by default."),
  subdomain: optional(
    Type.String(),
    "Makes the pod's full host name `hostname.subdomain.namespace.svc.` and the cluster's domain.",
  ),
  affinity: optional(Affinity, 'Where the pod is to run, by node and by neighbour.'),
  schedulerName: optional(Type.String(), 'Scheduler that places the pod; `default-scheduler` by default.'),
  tolerations: optional(listOf(Toleration, ATOMIC), 'Taints with which the pod can live.'),
  hostAliases: optional(listOf(HostAlias, keyedBy('ip'), mergedBy('ip')), "Further lines for the pod's hosts file."),
  priorityClassName: optional(Type.String(), 'Priority class of the pod.'),
  priority: explicit(Int32, 'Priority of the pod, taken from its class; the higher the more important.'),
  dnsConfig: optional(PodDNSConfig, 'Resolver settings beside those of dnsPolicy.'),
  readinessGates: optional(
    listOf(PodReadinessGate, ATOMIC),
    'Conditions that must be True for the pod to be ready, beside its containers.',
  ),
  runtimeClassName: explicit(Type.String(), 'RuntimeClass with which the pod runs.'),
  enableServiceLinks: explicit(
    Type.Boolean(),
    'Whether services of the namespace become environment variables; true by default.',
  ),
  preemptionPolicy: explicit(
    enumerated('Never', 'PreemptLowerPriority'),
    'Whether pods of lower priority may be evicted to make room: `PreemptLowerPriority` (the default) or `Never`.',
  ),
  overhead: optional(mapOf(Quantity), 'What running the pod costs beside its containers, taken from the RuntimeClass.'),
  topologySpreadConstraints: optional(
    listOf(TopologySpreadConstraint, keyedBy('topologyKey', 'whenUnsatisfiable'), mergedBy('topologyKey')),
    'How the pod and its like are spread over places.',
  ),
  setHostnameAsFQDN: explicit(Type.Boolean(), "Whether the kernel's host name is the full one."),
  os: optional(PodOS, 'Operating system of the containers.'),
  hostUsers: explicit(Type.Boolean(), "Whether the pod uses the node's user namespace; true by default."),
  schedulingGates: optional(
    listOf(PodSchedulingGate, keyedBy('name'), mergedBy('name')),
    'What must be taken away before the pod is scheduled.',
  ),
  resourceClaims: optional(
    listOf(PodResourceClaim, keyedBy('name'), mergedBy('name', 'merge,retainKeys')),
    'Devices that must be there before the pod may start.',
  ),
  resources: optional(PodResourceRequirements, 'What all containers together ask for, and may use at most.'),
  hostnameOverride: explicit(
    Type.String(),
    'Host name as the pod itself sees it, whatever hostname and subdomain say.',
  ),
  schedulingGroup: optional(PodSchedulingGroup, 'Group with which the pod is scheduled.'),
});
export type PodSpec = Static<typeof PodSpec>;
