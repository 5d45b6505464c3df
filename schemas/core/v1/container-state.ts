import { type Static, Type } from '@sinclair/typebox';
import { NullableTime } from '../../meta/v1/scalars.ts';
import { embedded, Int32, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** A container that does not run yet. */
export const ContainerStateWaiting = named(`${CORE}.ContainerStateWaiting`, {
  reason: optional(Type.String(), 'Why it waits, in one word, such as `ImagePullBackOff`.'),
  message: optional(Type.String(), 'Why it waits, for people to read.'),
});
export type ContainerStateWaiting = Static<typeof ContainerStateWaiting>;

/** A container that runs. */
export const ContainerStateRunning = named(`${CORE}.ContainerStateRunning`, {
  startedAt: embedded(NullableTime, 'When it was started.'),
});
export type ContainerStateRunning = Static<typeof ContainerStateRunning>;

/** A container that has ended. */
export const ContainerStateTerminated = named(`${CORE}.ContainerStateTerminated`, {
  exitCode: required(Int32, 'Exit code of its first process.'),
  signal: optional(Int32, 'Number of the signal that ended it.'),
  reason: optional(Type.String(), 'Why it ended, in one word, such as `OOMKilled`.'),
  message: optional(Type.String(), 'What it left as its last words, or why it ended.'),
  startedAt: embedded(NullableTime, 'When it had been started.'),
  finishedAt: embedded(NullableTime, 'When it ended.'),
  containerID: optional(Type.String(), 'ID of the ended container, as `runtime://id`.'),
});
export type ContainerStateTerminated = Static<typeof ContainerStateTerminated>;

/** What a container does; one of its members, or none for waiting. */
export const ContainerState = named(`${CORE}.ContainerState`, {
  waiting: optional(ContainerStateWaiting, 'The container waits to be started.'),
  running: optional(ContainerStateRunning, 'The container runs.'),
  terminated: optional(ContainerStateTerminated, 'The container has ended.'),
});
export type ContainerState = Static<typeof ContainerState>;
