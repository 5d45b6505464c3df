import { type Static, Type } from '@sinclair/typebox';
import { Quantity } from '../../meta/v1/scalars.ts';
import { keyedBy, listOf, mapOf, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Refers to an entry of the pod's resource claims. */
export const ResourceClaim = named(`${CORE}.ResourceClaim`, {
  name: required(Type.String(), "Name of the entry in the pod's resourceClaims."),
  request: optional(Type.String(), 'The one request of that claim that is meant; all of them where it is absent.'),
});
export type ResourceClaim = Static<typeof ResourceClaim>;

/** What a container or pod asks for, and may use at most. */
export const ResourceRequirements = named(`${CORE}.ResourceRequirements`, {
  limits: optional(mapOf(Quantity), 'The most that may be used, by resource.'),
  requests: optional(mapOf(Quantity), 'What is set aside at least, by resource; the limit where only that is given.'),
  claims: optional(
    listOf(ResourceClaim, keyedBy('name')),
    "Entries of the pod's resourceClaims whose devices are used.",
  ),
});
export type ResourceRequirements = Static<typeof ResourceRequirements>;

/** What a resize of one resource does to the container. */
export const ContainerResizePolicy = named(`${CORE}.ContainerResizePolicy`, {
  resourceName: required(Type.String(), 'The resource: `cpu` or `memory`.'),
  restartPolicy: required(
    Type.String(),
    'Whether a resize restarts the container: `NotRequired` or `RestartContainer`.',
  ),
});
export type ContainerResizePolicy = Static<typeof ContainerResizePolicy>;
