import { type Static, Type } from '@sinclair/typebox';
import { Quantity } from '../../meta/v1/scalars.ts';
import {
  ATOMIC,
  embedded,
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
import { ContainerState } from './container-state.ts';
import { ResourceRequirements } from './resources.ts';
import { Signal } from './signal.ts';
import { VolumeMountStatus } from './volume-mount-status.ts';

const CORE = 'io.k8s.api.core.v1';

/** The health of one device. */
export const ResourceHealth = named(`${CORE}.ResourceHealth`, {
  resourceID: required(Type.String(), 'ID of the device, unique on the node.'),
  health: optional(Type.String(), '`Healthy`, `Unhealthy` or `Unknown`.'),
  message: explicit(Type.String(), 'What is known beyond that, for people to read.'),
});
export type ResourceHealth = Static<typeof ResourceHealth>;

/** The health of the devices of one resource. */
export const ResourceStatus = named(`${CORE}.ResourceStatus`, {
  name: required(Type.String(), 'Name of the resource, or `claim:NAME/REQUEST` for one of a claim.'),
  resources: optional(listOf(ResourceHealth, keyedBy('resourceID')), 'The devices and their health.'),
});
export type ResourceStatus = Static<typeof ResourceStatus>;

/** The identity of a container's first process on Linux. */
export const LinuxContainerUser = named(`${CORE}.LinuxContainerUser`, {
  uid: required(Integer64, 'User of the first process.'),
  gid: required(Integer64, 'Primary group of the first process.'),
  supplementalGroups: optional(listOf(Integer64, ATOMIC), 'Further groups of the first process.'),
});
export type LinuxContainerUser = Static<typeof LinuxContainerUser>;

/** The identity of a container's first process. */
export const ContainerUser = named(`${CORE}.ContainerUser`, {
  linux: optional(LinuxContainerUser, 'The identity on Linux.'),
});
export type ContainerUser = Static<typeof ContainerUser>;

/** What became of a container. */
export const ContainerStatus = named(`${CORE}.ContainerStatus`, {
  name: required(Type.String(), 'Name of the container in the spec.'),
  state: embedded(ContainerState, 'What the container does now.'),
  lastState: embedded(ContainerState, 'How it ended the last time, where it has been restarted.'),
  ready: required(Type.Boolean(), 'Whether it counts as able to serve.'),
  restartCount: required(Int32, 'How often it has been restarted.'),
  image: required(Type.String(), 'Name of the image that it runs.'),
  imageID: required(Type.String(), 'ID of the image that it runs.'),
  containerID: optional(Type.String(), 'ID that the runtime gave it, as `runtime://id`.'),
  started: explicit(Type.Boolean(), 'Whether its startup probe has passed and its postStart hook has ended.'),
  allocatedResources: optional(mapOf(Quantity), 'What the node has set aside for it.'),
  resources: optional(ResourceRequirements, 'The requests and limits in force for it.'),
  volumeMounts: optional(
    listOf(VolumeMountStatus, keyedBy('mountPath'), mergedBy('mountPath')),
    'Volumes as they are mounted in it.',
  ),
  user: optional(ContainerUser, 'Identity of its first process when it was started.'),
  allocatedResourcesStatus: optional(
    listOf(ResourceStatus, keyedBy('name'), mergedBy('name')),
    'Health of the devices that it was given.',
  ),
  stopSignal: explicit(Signal, 'The signal that will tell it to end.'),
});
export type ContainerStatus = Static<typeof ContainerStatus>;
