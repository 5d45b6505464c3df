import type { Static } from '@sinclair/typebox';
import { objectList } from '../../meta/v1/object-list.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { embedded, kindOf, named } from '../../schema.ts';

const V1 = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1';
const GROUP = 'apiextensions.k8s.io';

/** A kind that a cluster's users define. Nobody can make one here, so that nothing is said of its spec and its status. */
export const CustomResourceDefinition = named(
  `${V1}.CustomResourceDefinition`,
  { ...typeMeta, metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.') },
  kindOf(GROUP, 'CustomResourceDefinition', 'A kind that users define. There are none.'),
);
export type CustomResourceDefinition = Static<typeof CustomResourceDefinition>;

/** A list of custom resource definitions. */
export const CustomResourceDefinitionList = objectList(
  `${V1}.CustomResourceDefinitionList`,
  CustomResourceDefinition,
  kindOf(GROUP, 'CustomResourceDefinitionList', 'A list of custom resource definitions, which is empty.'),
);
export type CustomResourceDefinitionList = Static<typeof CustomResourceDefinitionList>;
