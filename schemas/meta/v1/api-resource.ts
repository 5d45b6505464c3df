import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, coreKind, listOf, named, optional, required } from '../../schema.ts';
import { typeMeta } from './type-meta.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** One resource of an API group version, as discovery lists it. */
export const APIResource = named(`${META}.APIResource`, {
  name: required(Type.String(), 'Name of the resource in paths, in the plural.'),
  singularName: required(
    Type.String(),
    'Name of one such object; clients take the kind in lower case where it is empty.',
  ),
  namespaced: required(Type.Boolean(), 'Whether its objects live in namespaces.'),
  group: optional(Type.String(), 'Preferred API group of the objects; empty means that of the list.'),
  version: optional(Type.String(), 'Preferred API version of the objects; empty means that of the list.'),
  kind: required(Type.String(), 'Kind of the objects.'),
  verbs: required(
    listOf(Type.String()),
    'What can be done with the resource: `get`, `list`, `watch`, `create`, `update` and so on.',
  ),
  shortNames: optional(listOf(Type.String(), ATOMIC), 'Names that are shorter to type.'),
  categories: optional(listOf(Type.String(), ATOMIC), 'Groups of resources, such as `all`, that this one belongs to.'),
  storageVersionHash: optional(Type.String(), 'Opaque hash that changes with the version in which objects are stored.'),
});
export type APIResource = Static<typeof APIResource>;

/** The resources of an API group version. */
export const APIResourceList = named(
  `${META}.APIResourceList`,
  {
    ...typeMeta,
    groupVersion: required(Type.String(), 'The API group and version whose resources are listed.'),
    resources: required(listOf(APIResource, ATOMIC), 'The resources and subresources.'),
  },
  coreKind('APIResourceList', 'The resources of an API group version.'),
);
export type APIResourceList = Static<typeof APIResourceList>;
