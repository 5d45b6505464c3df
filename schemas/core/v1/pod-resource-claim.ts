import { type Static, Type } from '@sinclair/typebox';
import { Quantity } from '../../meta/v1/scalars.ts';
import { ATOMIC, explicit, listOf, mapOf, named, optional, required, SET } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Devices that the pod claims, under a name of its own. */
export const PodResourceClaim = named(`${CORE}.PodResourceClaim`, {
  name: required(Type.String()),
  resourceClaimName: explicit(Type.String()),
  resourceClaimTemplateName: explicit(Type.String()),
});
export type PodResourceClaim = Static<typeof PodResourceClaim>;

/** The claim object made for an entry of the pod's resource claims. */
export const PodResourceClaimStatus = named(`${CORE}.PodResourceClaimStatus`, {
  name: required(Type.String()),
  resourceClaimName: explicit(Type.String()),
});
export type PodResourceClaimStatus = Static<typeof PodResourceClaimStatus>;

/** Which request of a claim serves an extended resource of a container. */
export const ContainerExtendedResourceRequest = named(`${CORE}.ContainerExtendedResourceRequest`, {
  containerName: required(Type.String()),
  resourceName: required(Type.String()),
  requestName: required(Type.String()),
});
export type ContainerExtendedResourceRequest = Static<typeof ContainerExtendedResourceRequest>;

/** The claim object made for the extended resources of a pod. */
export const PodExtendedResourceClaimStatus = named(`${CORE}.PodExtendedResourceClaimStatus`, {
  requestMappings: required(listOf(ContainerExtendedResourceRequest, ATOMIC)),
  resourceClaimName: required(Type.String()),
});
export type PodExtendedResourceClaimStatus = Static<typeof PodExtendedResourceClaimStatus>;

/** Node resources that come to a pod through a claim. */
export const NodeAllocatableResourceClaimStatus = named(`${CORE}.NodeAllocatableResourceClaimStatus`, {
  resourceClaimName: required(Type.String()),
  containers: optional(listOf(Type.String(), SET)),
  resources: required(mapOf(Quantity)),
});
export type NodeAllocatableResourceClaimStatus = Static<typeof NodeAllocatableResourceClaimStatus>;
