import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, coreKind, listOf, named, optional, required } from '../../schema.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** One resource of an API group version, as discovery lists it. */
export const APIResource = named(`${META}.APIResource`, {
  name: required(Type.String()),
  singularName: required(Type.String()),
  namespaced: required(Type.Boolean()),
  group: optional(Type.String()),
  version: optional(Type.String()),
  kind: required(Type.String()),
  verbs: required(listOf(Type.String())),
  shortNames: optional(listOf(Type.String(), ATOMIC)),
  categories: optional(listOf(Type.String(), ATOMIC)),
  storageVersionHash: optional(Type.String()),
});
export type APIResource = Static<typeof APIResource>;

/** The resources of an API group version. */
export const APIResourceList = named(
  `${META}.APIResourceList`,
  {
    kind: optional(Type.String()),
    apiVersion: optional(Type.String()),
    groupVersion: required(Type.String()),
    resources: required(listOf(APIResource, ATOMIC)),
  },
  coreKind('APIResourceList'),
);
export type APIResourceList = Static<typeof APIResourceList>;
