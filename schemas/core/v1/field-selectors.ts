import { type Static, Type } from '@sinclair/typebox';
import { Quantity } from '../../meta/v1/scalars.ts';
import { embedded, named, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Selects a field of the pod. */
export const ObjectFieldSelector = named(
  `${CORE}.ObjectFieldSelector`,
  {
    apiVersion: optional(Type.String()),
    fieldPath: required(Type.String()),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type ObjectFieldSelector = Static<typeof ObjectFieldSelector>;

/** Selects a resource request or limit of a container. */
export const ResourceFieldSelector = named(
  `${CORE}.ResourceFieldSelector`,
  {
    containerName: optional(Type.String()),
    resource: required(Type.String()),
    divisor: embedded(Quantity),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type ResourceFieldSelector = Static<typeof ResourceFieldSelector>;
