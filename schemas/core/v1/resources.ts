import { type Static, Type } from '@sinclair/typebox';
import { Quantity } from '../../meta/v1/scalars.ts';
import { keyedBy, listOf, mapOf, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Refers to an entry of the pod's resource claims. */
export const ResourceClaim = named(`${CORE}.ResourceClaim`, {
  name: required(Type.String()),
  request: optional(Type.String()),
});
export type ResourceClaim = Static<typeof ResourceClaim>;

/** What a container or pod asks for, and may use at most. */
export const ResourceRequirements = named(`${CORE}.ResourceRequirements`, {
  limits: optional(mapOf(Quantity)),
  requests: optional(mapOf(Quantity)),
  claims: optional(listOf(ResourceClaim, keyedBy('name'))),
});
export type ResourceRequirements = Static<typeof ResourceRequirements>;

/** What a resize of one resource does to the container. */
export const ContainerResizePolicy = named(`${CORE}.ContainerResizePolicy`, {
  resourceName: required(Type.String()),
  restartPolicy: required(Type.String()),
});
export type ContainerResizePolicy = Static<typeof ContainerResizePolicy>;
