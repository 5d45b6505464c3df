import type { Static } from '@sinclair/typebox';
import { explicit, Int32, Integer64, named, optional } from '../../schema.ts';
import { ExecAction, GRPCAction, HTTPGetAction, TCPSocketAction } from './handlers.ts';

const CORE = 'io.k8s.api.core.v1';

/** How the kubelet checks a container. */
export const Probe = named(`${CORE}.Probe`, {
  exec: optional(ExecAction),
  httpGet: optional(HTTPGetAction),
  tcpSocket: optional(TCPSocketAction),
  grpc: optional(GRPCAction),
  initialDelaySeconds: optional(Int32),
  timeoutSeconds: optional(Int32),
  periodSeconds: optional(Int32),
  successThreshold: optional(Int32),
  failureThreshold: optional(Int32),
  terminationGracePeriodSeconds: explicit(Integer64),
});
export type Probe = Static<typeof Probe>;
