import { type Static, Type } from '@sinclair/typebox';
import { Quantity } from '../../meta/v1/scalars.ts';
import { ATOMIC, explicit, listOf, mapOf, named, optional, required, SET } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Devices that the pod claims, under a name of its own. */
export const PodResourceClaim = named(`${CORE}.PodResourceClaim`, {
  name: required(Type.String(), "Name by which the pod's containers refer to the claim."),
  resourceClaimName: explicit(Type.String(), 'An existing claim in the same namespace.'),
  resourceClaimTemplateName: explicit(Type.String(), 'Template from which a claim is made for this pod.'),
});
export type PodResourceClaim = Static<typeof PodResourceClaim>;

/** The claim object made for an entry of the pod's resource claims. */
export const PodResourceClaimStatus = named(`${CORE}.PodResourceClaimStatus`, {
  name: required(Type.String(), "Name of the entry in the pod's resourceClaims."),
  resourceClaimName: explicit(Type.String(), 'Name of the claim that was made for it; absent where none was needed.'),
});
export type PodResourceClaimStatus = Static<typeof PodResourceClaimStatus>;

/** Which request of a claim serves an extended resource of a container. */
export const ContainerExtendedResourceRequest = named(`${CORE}.ContainerExtendedResourceRequest`, {
  containerName: required(Type.String(), 'Name of the container.'),
  resourceName: required(Type.String(), 'The extended resource that the container asks for.'),
  requestName: required(Type.String(), 'The request of the claim that serves it.'),
});
export type ContainerExtendedResourceRequest = Static<typeof ContainerExtendedResourceRequest>;

/** The claim object made for the extended resources of a pod. */
export const PodExtendedResourceClaimStatus = named(`${CORE}.PodExtendedResourceClaimStatus`, {
  requestMappings: required(
    listOf(ContainerExtendedResourceRequest, ATOMIC),
    "Which request serves which container's resource.",
  ),
  resourceClaimName: required(Type.String(), 'Name of the claim that was made.'),
});
export type PodExtendedResourceClaimStatus = Static<typeof PodExtendedResourceClaimStatus>;

/** Node resources that come to a pod through a claim. */
export const NodeAllocatableResourceClaimStatus = named(`${CORE}.NodeAllocatableResourceClaimStatus`, {
  resourceClaimName: required(Type.String(), 'Name of the claim.'),
  containers: optional(listOf(Type.String(), SET), 'Containers of the pod that use the claim.'),
  resources: required(mapOf(Quantity), 'What the claim brings in total, by resource.'),
});
export type NodeAllocatableResourceClaimStatus = Static<typeof NodeAllocatableResourceClaimStatus>;
