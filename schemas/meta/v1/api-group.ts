import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, coreKind, listOf, named, optional, required } from '../../schema.ts';
import { typeMeta } from './type-meta.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** One version of an API group. */
export const GroupVersionForDiscovery = named(`${META}.GroupVersionForDiscovery`, {
  groupVersion: required(Type.String(), 'Group and version as objects name them in apiVersion.'),
  version: required(Type.String(), 'The version alone.'),
});
export type GroupVersionForDiscovery = Static<typeof GroupVersionForDiscovery>;

/** A named API group and its versions. */
export const APIGroup = named(
  `${META}.APIGroup`,
  {
    ...typeMeta,
    name: required(Type.String(), 'Name of the group.'),
    versions: required(listOf(GroupVersionForDiscovery, ATOMIC), 'The versions that are served.'),
    preferredVersion: optional(GroupVersionForDiscovery, 'The version that clients should use.'),
  },
  coreKind('APIGroup', 'A named API group and its versions.'),
);
export type APIGroup = Static<typeof APIGroup>;

/** The named API groups. */
export const APIGroupList = named(
  `${META}.APIGroupList`,
  { ...typeMeta, groups: required(listOf(APIGroup, ATOMIC), 'The groups.') },
  coreKind('APIGroupList', 'The named API groups.'),
);
export type APIGroupList = Static<typeof APIGroupList>;
