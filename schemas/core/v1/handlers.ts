import { type Static, Type } from '@sinclair/typebox';
import { IntOrString } from '../../meta/v1/scalars.ts';
import { ATOMIC, enumerated, explicit, Int32, Integer64, listOf, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Runs a command in the container. */
export const ExecAction = named(`${CORE}.ExecAction`, {
  command: optional(
    listOf(Type.String(), ATOMIC),
    'The command and its arguments, run without a shell; exit code 0 means success.',
  ),
});
export type ExecAction = Static<typeof ExecAction>;

/** One header of an HTTP request. */
export const HTTPHeader = named(`${CORE}.HTTPHeader`, {
  name: required(Type.String(), 'Name of the header.'),
  value: required(Type.String(), 'Value of the header.'),
});
export type HTTPHeader = Static<typeof HTTPHeader>;

/** Sends an HTTP GET request. */
export const HTTPGetAction = named(`${CORE}.HTTPGetAction`, {
  path: optional(Type.String(), 'Path to get.'),
  port: required(IntOrString, 'Port to connect to, by number or by name.'),
  host: optional(Type.String(), "Host to connect to; the pod's IP by default."),
  scheme: optional(enumerated('HTTP', 'HTTPS'), '`HTTP` or `HTTPS`.'),
  httpHeaders: optional(listOf(HTTPHeader, ATOMIC), 'Headers to send.'),
});
export type HTTPGetAction = Static<typeof HTTPGetAction>;

/** Opens a TCP connection. */
export const TCPSocketAction = named(`${CORE}.TCPSocketAction`, {
  port: required(IntOrString, 'Port to connect to, by number or by name.'),
  host: optional(Type.String(), "Host to connect to; the pod's IP by default."),
});
export type TCPSocketAction = Static<typeof TCPSocketAction>;

/** Calls the gRPC health checking service. */
export const GRPCAction = named(`${CORE}.GRPCAction`, {
  port: required(Int32, 'Port of the gRPC server.'),
  service: explicit(
    Type.String(),
    'Name of the service whose health is asked for; empty means the server as a whole.',
    { default: '' },
  ),
});
export type GRPCAction = Static<typeof GRPCAction>;

/** Waits. */
export const SleepAction = named(`${CORE}.SleepAction`, {
  seconds: required(Integer64, 'How many seconds to wait.'),
});
export type SleepAction = Static<typeof SleepAction>;
