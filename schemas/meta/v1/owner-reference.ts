import { type Static, Type } from '@sinclair/typebox';
import { explicit, named, required } from '../../schema.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** Names the object that an object belongs to, in the same namespace or cluster-scoped. */
export const OwnerReference = named(
  `${META}.OwnerReference`,
  {
    apiVersion: required(Type.String(), 'API group and version of the owner.'),
    kind: required(Type.String(), 'Kind of the owner.'),
    name: required(Type.String(), 'Name of the owner.'),
    uid: required(Type.String(), 'UID of the owner; it tells the owner from a later object of the same name.'),
    controller: explicit(
      Type.Boolean(),
      'Whether the owner is the one that manages this object; at most one owner is.',
    ),
    blockOwnerDeletion: explicit(
      Type.Boolean(),
      'Whether a foreground deletion of the owner waits until this object is gone.',
    ),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type OwnerReference = Static<typeof OwnerReference>;
