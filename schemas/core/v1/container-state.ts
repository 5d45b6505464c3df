import { type Static, Type } from '@sinclair/typebox';
import { NullableTime } from '../../meta/v1/scalars.ts';
import { embedded, Int32, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** A container that does not run yet. */
export const ContainerStateWaiting = named(`${CORE}.ContainerStateWaiting`, {
  reason: optional(Type.String()),
  message: optional(Type.String()),
});
export type ContainerStateWaiting = Static<typeof ContainerStateWaiting>;

/** A container that runs. */
export const ContainerStateRunning = named(`${CORE}.ContainerStateRunning`, {
  startedAt: embedded(NullableTime),
});
export type ContainerStateRunning = Static<typeof ContainerStateRunning>;

/** A container that has ended. */
export const ContainerStateTerminated = named(`${CORE}.ContainerStateTerminated`, {
  exitCode: required(Int32),
  signal: optional(Int32),
  reason: optional(Type.String()),
  message: optional(Type.String()),
  startedAt: embedded(NullableTime),
  finishedAt: embedded(NullableTime),
  containerID: optional(Type.String()),
});
export type ContainerStateTerminated = Static<typeof ContainerStateTerminated>;

/** What a container does; one of its members, or none for waiting. */
export const ContainerState = named(`${CORE}.ContainerState`, {
  waiting: optional(ContainerStateWaiting),
  running: optional(ContainerStateRunning),
  terminated: optional(ContainerStateTerminated),
});
export type ContainerState = Static<typeof ContainerState>;
