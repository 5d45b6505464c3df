import type { Static } from '@sinclair/typebox';
import { explicit, Int32, Integer64, inlined, named, optional } from '../../schema.ts';
import { ExecAction, GRPCAction, HTTPGetAction, TCPSocketAction } from './handlers.ts';

const CORE = 'io.k8s.api.core.v1';

/** How the kubelet checks a container. */
export const Probe = named(`${CORE}.Probe`, {
  ...inlined('ProbeHandler', {
    exec: optional(ExecAction, 'Checks by running a command.'),
    httpGet: optional(HTTPGetAction, 'Checks by an HTTP request.'),
    tcpSocket: optional(TCPSocketAction, 'Checks by opening a TCP connection.'),
    grpc: optional(GRPCAction, 'Checks by a gRPC health call.'),
  }),
  initialDelaySeconds: optional(Int32, "Seconds between the container's start and the first check."),
  timeoutSeconds: optional(Int32, 'Seconds after which a check counts as failed; 1 by default.'),
  periodSeconds: optional(Int32, 'Seconds between checks; 10 by default.'),
  successThreshold: optional(Int32, 'How many checks in a row must succeed after a failure; 1 by default.'),
  failureThreshold: optional(Int32, 'How many checks in a row must fail; 3 by default.'),
  terminationGracePeriodSeconds: explicit(
    Integer64,
    "Seconds that the container is given to end when the check fails; the pod's own by default.",
  ),
});
export type Probe = Static<typeof Probe>;
