import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, explicit, listOf, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** One option of the resolver. */
export const PodDNSConfigOption = named(`${CORE}.PodDNSConfigOption`, {
  name: optional(Type.String()),
  value: explicit(Type.String()),
});
export type PodDNSConfigOption = Static<typeof PodDNSConfigOption>;

/** Resolver settings beside those of the DNS policy. */
export const PodDNSConfig = named(`${CORE}.PodDNSConfig`, {
  nameservers: optional(listOf(Type.String(), ATOMIC)),
  searches: optional(listOf(Type.String(), ATOMIC)),
  options: optional(listOf(PodDNSConfigOption, ATOMIC)),
});
export type PodDNSConfig = Static<typeof PodDNSConfig>;

/** Host names for an IP in the pod's hosts file. */
export const HostAlias = named(`${CORE}.HostAlias`, {
  ip: required(Type.String()),
  hostnames: optional(listOf(Type.String(), ATOMIC)),
});
export type HostAlias = Static<typeof HostAlias>;
