import { type Static, Type } from '@sinclair/typebox';
import { explicit, named, required } from '../../schema.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** Names the object that an object belongs to, in the same namespace or cluster-scoped. */
export const OwnerReference = named(
  `${META}.OwnerReference`,
  {
    apiVersion: required(Type.String()),
    kind: required(Type.String()),
    name: required(Type.String()),
    uid: required(Type.String()),
    controller: explicit(Type.Boolean()),
    blockOwnerDeletion: explicit(Type.Boolean()),
  },
  { 'x-kubernetes-map-type': 'atomic' },
);
export type OwnerReference = Static<typeof OwnerReference>;
