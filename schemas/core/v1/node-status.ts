import { type Static, Type } from '@sinclair/typebox';
import { NullableTime, Quantity } from '../../meta/v1/scalars.ts';
import {
  ATOMIC,
  embedded,
  enumerated,
  explicit,
  Int32,
  Integer64,
  keptEmpty,
  keyedBy,
  listOf,
  mapOf,
  mergedBy,
  named,
  nullable,
  optional,
  required,
} from '../../schema.ts';
import { NodeConfigStatus } from './node-config.ts';
import { NodeSystemInfo } from './node-system-info.ts';

const CORE = 'io.k8s.api.core.v1';

/** One observation about a node. */
export const NodeCondition = named(`${CORE}.NodeCondition`, {
  type: required(Type.String(), 'What the condition is about, such as `Ready`.'),
  status: required(Type.String(), '`True`, `False` or `Unknown`.'),
  lastHeartbeatTime: embedded(NullableTime, 'When the observation was last confirmed; null where that is not known.'),
  lastTransitionTime: embedded(NullableTime, 'When the status last changed; null where that is not known.'),
  reason: optional(Type.String(), 'Why it last changed, in one CamelCase word.'),
  message: optional(Type.String(), 'Why it last changed, for people to read.'),
});
export type NodeCondition = Static<typeof NodeCondition>;

/** One address of a node. */
export const NodeAddress = named(`${CORE}.NodeAddress`, {
  type: required(Type.String(), 'What it is: `Hostname`, `InternalIP`, `ExternalIP`, `InternalDNS` or `ExternalDNS`.'),
  address: required(Type.String(), 'The address.'),
});
export type NodeAddress = Static<typeof NodeAddress>;

/** A port that an agent listens on. */
export const DaemonEndpoint = named(`${CORE}.DaemonEndpoint`, {
  Port: required(Int32, 'Number of the port.'),
});
export type DaemonEndpoint = Static<typeof DaemonEndpoint>;

/** Where the agents on a node listen. */
export const NodeDaemonEndpoints = named(`${CORE}.NodeDaemonEndpoints`, {
  kubeletEndpoint: embedded(DaemonEndpoint, 'Where the kubelet listens.'),
});
export type NodeDaemonEndpoints = Static<typeof NodeDaemonEndpoints>;

/** An image that a node has. */
export const ContainerImage = named(`${CORE}.ContainerImage`, {
  names: embedded(nullable(listOf(Type.String(), ATOMIC)), 'The names by which it is known.'),
  sizeBytes: optional(Integer64, 'Its size.'),
});
export type ContainerImage = Static<typeof ContainerImage>;

/** A volume that is attached to a node. */
export const AttachedVolume = named(`${CORE}.AttachedVolume`, {
  name: required(Type.String(), 'Name of the volume.'),
  devicePath: required(Type.String(), 'Where the device is found.'),
});
export type AttachedVolume = Static<typeof AttachedVolume>;

/** What a runtime can do. */
export const NodeRuntimeHandlerFeatures = named(`${CORE}.NodeRuntimeHandlerFeatures`, {
  recursiveReadOnlyMounts: explicit(Type.Boolean(), 'Whether it knows mounts that are read-only all the way down.'),
  userNamespaces: explicit(Type.Boolean(), 'Whether it knows user namespaces.'),
});
export type NodeRuntimeHandlerFeatures = Static<typeof NodeRuntimeHandlerFeatures>;

/** A runtime that a node has. */
export const NodeRuntimeHandler = named(`${CORE}.NodeRuntimeHandler`, {
  name: embedded(Type.String(), 'Its name; empty for the default one.', { default: '' }),
  features: optional(NodeRuntimeHandlerFeatures, 'What it can do.'),
});
export type NodeRuntimeHandler = Static<typeof NodeRuntimeHandler>;

/** What the runtimes of a node have in common. */
export const NodeFeatures = named(`${CORE}.NodeFeatures`, {
  supplementalGroupsPolicy: explicit(Type.Boolean(), 'Whether they heed supplementalGroupsPolicy.'),
});
export type NodeFeatures = Static<typeof NodeFeatures>;

/** What the agent on a node says of it. */
export const NodeStatus = named(`${CORE}.NodeStatus`, {
  capacity: optional(mapOf(Quantity), 'All that the node has, by resource.'),
  allocatable: keptEmpty(mapOf(Quantity), 'What of it pods can have, by resource.'),
  phase: optional(enumerated('Pending', 'Running', 'Terminated'), 'A word of older times; never set.'),
  conditions: optional(
    listOf(NodeCondition, keyedBy('type'), mergedBy('type')),
    'Observations about the node, such as whether it is ready.',
  ),
  addresses: optional(listOf(NodeAddress, keyedBy('type'), mergedBy('type')), 'Where the node can be reached.'),
  daemonEndpoints: embedded(NodeDaemonEndpoints, 'Where the agents on the node listen.'),
  nodeInfo: embedded(NodeSystemInfo, 'What the node is made of.'),
  images: optional(listOf(ContainerImage, ATOMIC), 'Images that the node has.'),
  volumesInUse: optional(listOf(Type.String(), ATOMIC), 'Attachable volumes that are mounted.'),
  volumesAttached: optional(listOf(AttachedVolume, ATOMIC), 'Volumes that are attached.'),
  config: optional(NodeConfigStatus, 'What became of the configuration that the kubelet was given.'),
  runtimeHandlers: optional(listOf(NodeRuntimeHandler, ATOMIC), 'The runtimes that the node has.'),
  features: optional(NodeFeatures, 'What its runtimes have in common.'),
  declaredFeatures: optional(listOf(Type.String(), ATOMIC), 'Features that pods may need and the node has.'),
});
export type NodeStatus = Static<typeof NodeStatus>;
