import { type Static, Type } from '@sinclair/typebox';
import { EXPLICIT_PRESENCE, embedded, explicit, inlined, named, nullable, optional, required } from '../../schema.ts';

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

const localReference = (kind: string) =>
  inlined('LocalObjectReference', { name: optional(Type.String(), `Name of the ${kind}.`, { default: '' }) });

/** The properties of a type that begins with a reference to a ConfigMap. */
export const namedConfigMap = localReference('ConfigMap');

/** The properties of a type that begins with a reference to a Secret. */
export const namedSecret = localReference('Secret');

// Null and the empty string both mean the core group, and each is answered as it was sent.
const apiGroup = embedded(nullable(Type.String()), 'API group of the object; the core group where it is absent.', {
  [EXPLICIT_PRESENCE]: true,
});

/** Names an object of any kind in the same namespace. */
export const TypedLocalObjectReference = named(
  `${CORE}.TypedLocalObjectReference`,
  {
    apiGroup,
    kind: required(Type.String(), 'Kind of the object.'),
    name: required(Type.String(), 'Name of the object.'),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type TypedLocalObjectReference = Static<typeof TypedLocalObjectReference>;

/** Names an object of any kind, in any namespace. */
export const TypedObjectReference = named(`${CORE}.TypedObjectReference`, {
  apiGroup,
  kind: required(Type.String(), 'Kind of the object.'),
  name: required(Type.String(), 'Name of the object.'),
  namespace: explicit(Type.String(), 'Namespace of the object; that of the referrer where it is absent.'),
});
export type TypedObjectReference = Static<typeof TypedObjectReference>;
