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
  resourceID: required(Type.String()),
  health: optional(Type.String()),
  message: explicit(Type.String()),
});
export type ResourceHealth = Static<typeof ResourceHealth>;

/** The health of the devices of one resource. */
export const ResourceStatus = named(`${CORE}.ResourceStatus`, {
  name: required(Type.String()),
  resources: optional(listOf(ResourceHealth, keyedBy('resourceID'))),
});
export type ResourceStatus = Static<typeof ResourceStatus>;

/** The identity of a container's first process on Linux. */
export const LinuxContainerUser = named(`${CORE}.LinuxContainerUser`, {
  uid: required(Integer64),
  gid: required(Integer64),
  supplementalGroups: optional(listOf(Integer64, ATOMIC)),
});
export type LinuxContainerUser = Static<typeof LinuxContainerUser>;

/** The identity of a container's first process. */
export const ContainerUser = named(`${CORE}.ContainerUser`, {
  linux: optional(LinuxContainerUser),
});
export type ContainerUser = Static<typeof ContainerUser>;

/** What became of a container. */
export const ContainerStatus = named(`${CORE}.ContainerStatus`, {
  name: required(Type.String()),
  state: embedded(ContainerState),
  lastState: embedded(ContainerState),
  ready: required(Type.Boolean()),
  restartCount: required(Int32),
  image: required(Type.String()),
  imageID: required(Type.String()),
  containerID: optional(Type.String()),
  started: explicit(Type.Boolean()),
  allocatedResources: optional(mapOf(Quantity)),
  resources: optional(ResourceRequirements),
  volumeMounts: optional(listOf(VolumeMountStatus, keyedBy('mountPath'), mergedBy('mountPath'))),
  user: optional(ContainerUser),
  allocatedResourcesStatus: optional(listOf(ResourceStatus, keyedBy('name'), mergedBy('name'))),
  stopSignal: explicit(Signal),
});
export type ContainerStatus = Static<typeof ContainerStatus>;
