import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, explicit, listOf, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** One option of the resolver. */
export const PodDNSConfigOption = named(`${CORE}.PodDNSConfigOption`, {
  name: optional(Type.String(), 'Name of the option.'),
  value: explicit(Type.String(), 'Value of the option.'),
});
export type PodDNSConfigOption = Static<typeof PodDNSConfigOption>;

/** Resolver settings beside those of the DNS policy. */
export const PodDNSConfig = named(`${CORE}.PodDNSConfig`, {
  nameservers: optional(listOf(Type.String(), ATOMIC), 'Name servers, put after those of the policy.'),
  searches: optional(listOf(Type.String(), ATOMIC), 'Search domains, put after those of the policy.'),
  options: optional(listOf(PodDNSConfigOption, ATOMIC), 'Options; they win over those of the policy.'),
});
export type PodDNSConfig = Static<typeof PodDNSConfig>;

/** Host names for an IP in the pod's hosts file. */
export const HostAlias = named(`${CORE}.HostAlias`, {
  ip: required(Type.String(), 'The IP address.'),
  hostnames: optional(listOf(Type.String(), ATOMIC), 'Names of that address.'),
});
export type HostAlias = Static<typeof HostAlias>;
