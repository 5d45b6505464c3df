import type { Static } from '@sinclair/typebox';
import { explicit, named, optional } from '../../schema.ts';
import { ExecAction, HTTPGetAction, SleepAction, TCPSocketAction } from './handlers.ts';
import { Signal } from './signal.ts';

const CORE = 'io.k8s.api.core.v1';

/** What to do at a point of a container's life; one of its members. */
export const LifecycleHandler = named(`${CORE}.LifecycleHandler`, {
  exec: optional(ExecAction),
  httpGet: optional(HTTPGetAction),
  tcpSocket: optional(TCPSocketAction),
  sleep: optional(SleepAction),
});
export type LifecycleHandler = Static<typeof LifecycleHandler>;

/** What to do around a container's start and stop. */
export const Lifecycle = named(`${CORE}.Lifecycle`, {
  postStart: optional(LifecycleHandler),
  preStop: optional(LifecycleHandler),
  stopSignal: explicit(Signal),
});
export type Lifecycle = Static<typeof Lifecycle>;
