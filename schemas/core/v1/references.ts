import { type Static, Type } from '@sinclair/typebox';
import { embedded, explicit, named, nullable, optional, required } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Names an object in the same namespace. */
export const LocalObjectReference = named(
  `${CORE}.LocalObjectReference`,
  {
    name: optional(Type.String(), 'Name of the object.', { default: '' }),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type LocalObjectReference = Static<typeof LocalObjectReference>;

/** Names an object of any kind in the same namespace. */
export const TypedLocalObjectReference = named(
  `${CORE}.TypedLocalObjectReference`,
  {
    apiGroup: embedded(nullable(Type.String()), 'API group of the object; the core group where it is absent.'),
    kind: required(Type.String(), 'Kind of the object.'),
    name: required(Type.String(), 'Name of the object.'),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type TypedLocalObjectReference = Static<typeof TypedLocalObjectReference>;

/** Names an object of any kind, in any namespace. */
export const TypedObjectReference = named(`${CORE}.TypedObjectReference`, {
  apiGroup: embedded(nullable(Type.String()), 'API group of the object; the core group where it is absent.'),
  kind: required(Type.String(), 'Kind of the object.'),
  name: required(Type.String(), 'Name of the object.'),
  namespace: explicit(Type.String(), 'Namespace of the object; that of the referrer where it is absent.'),
});
export type TypedObjectReference = Static<typeof TypedObjectReference>;
