import { type Static, Type } from '@sinclair/typebox';
import { IntOrString } from '../../meta/v1/scalars.ts';
import { ATOMIC, enumerated, explicit, Int32, Integer64, listOf, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Runs a command in the container. */
export const ExecAction = named(`${CORE}.ExecAction`, {
  command: optional(listOf(Type.String(), ATOMIC)),
});
export type ExecAction = Static<typeof ExecAction>;

/** One header of an HTTP request. */
export const HTTPHeader = named(`${CORE}.HTTPHeader`, {
  name: required(Type.String()),
  value: required(Type.String()),
});
export type HTTPHeader = Static<typeof HTTPHeader>;

/** Sends an HTTP GET request. */
export const HTTPGetAction = named(`${CORE}.HTTPGetAction`, {
  path: optional(Type.String()),
  port: required(IntOrString),
  host: optional(Type.String()),
  scheme: optional(enumerated('HTTP', 'HTTPS')),
  httpHeaders: optional(listOf(HTTPHeader, ATOMIC)),
});
export type HTTPGetAction = Static<typeof HTTPGetAction>;

/** Opens a TCP connection. */
export const TCPSocketAction = named(`${CORE}.TCPSocketAction`, {
  port: required(IntOrString),
  host: optional(Type.String()),
});
export type TCPSocketAction = Static<typeof TCPSocketAction>;

/** Calls the gRPC health checking service. */
export const GRPCAction = named(`${CORE}.GRPCAction`, {
  port: required(Int32),
  service: explicit(Type.String(), '', { default: '' }),
});
export type GRPCAction = Static<typeof GRPCAction>;

/** Waits. */
export const SleepAction = named(`${CORE}.SleepAction`, {
  seconds: required(Integer64),
});
export type SleepAction = Static<typeof SleepAction>;
