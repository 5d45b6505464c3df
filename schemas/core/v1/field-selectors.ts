import { type Static, Type } from '@sinclair/typebox';
import { Quantity } from '../../meta/v1/scalars.ts';
import { embedded, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Selects a field of the pod. */
export const ObjectFieldSelector = named(
  `${CORE}.ObjectFieldSelector`,
  {
    apiVersion: optional(Type.String(), 'API version in which the path is written; `v1` by default.'),
    fieldPath: required(Type.String(), 'Path of the field, such as `metadata.name` or `status.podIP`.'),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type ObjectFieldSelector = Static<typeof ObjectFieldSelector>;

/** Selects a resource request or limit of a container. */
export const ResourceFieldSelector = named(
  `${CORE}.ResourceFieldSelector`,
  {
    containerName: optional(
      Type.String(),
      "Name of the container; it may be left out in the container's own variables.",
    ),
    resource: required(Type.String(), 'The request or limit, such as `limits.cpu`.'),
    divisor: embedded(Quantity, 'Unit in which the amount is given; 1 by default.'),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type ResourceFieldSelector = Static<typeof ResourceFieldSelector>;
