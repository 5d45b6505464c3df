import type { Static } from '@sinclair/typebox';
import { explicit, named, optional } from '../../schema.ts';
import { ExecAction, HTTPGetAction, SleepAction, TCPSocketAction } from './handlers.ts';
import { Signal } from './signal.ts';

const CORE = 'io.k8s.api.core.v1';

/** What to do at a point of a container's life; one of its members. */
export const LifecycleHandler = named(`${CORE}.LifecycleHandler`, {
  exec: optional(ExecAction, 'Runs a command.'),
  httpGet: optional(HTTPGetAction, 'Sends an HTTP request.'),
  tcpSocket: optional(TCPSocketAction, 'Kept for compatibility; it fails when it runs.'),
  sleep: optional(SleepAction, 'Waits.'),
});
export type LifecycleHandler = Static<typeof LifecycleHandler>;

/** What to do around a container's start and stop. */
export const Lifecycle = named(`${CORE}.Lifecycle`, {
  postStart: optional(
    LifecycleHandler,
    'Runs right after the container was created; where it fails, the container ends.',
  ),
  preStop: optional(LifecycleHandler, 'Runs before the container is told to end, within the grace period.'),
  stopSignal: explicit(Signal, "The signal that tells the container to end; the image's or the runtime's by default."),
});
export type Lifecycle = Static<typeof Lifecycle>;
