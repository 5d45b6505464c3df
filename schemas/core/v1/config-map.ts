import { type Static, Type } from '@sinclair/typebox';
import { objectList } from '../../meta/v1/object-list.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { Bytes } from '../../meta/v1/scalars.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { coreKind, embedded, explicit, keptEmpty, mapOf, named, optional } from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** Configuration that pods read: texts and bytes by name. */
export const ConfigMap = named(
  `${CORE}.ConfigMap`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    immutable: explicit(Type.Boolean(), 'Whether the data may never change again, nor this field.'),
    data: optional(mapOf(Type.String()), 'Texts by name.'),
    binaryData: keptEmpty(mapOf(Bytes), 'Bytes by name, in base64; no name stands in `data` as well.'),
  },
  coreKind('ConfigMap', 'Configuration that pods read: texts and bytes by name.'),
);
export type ConfigMap = Static<typeof ConfigMap>;

/** A list of ConfigMaps. */
export const ConfigMapList = objectList(
  `${CORE}.ConfigMapList`,
  ConfigMap,
  coreKind('ConfigMapList', 'A list of ConfigMaps.'),
);
export type ConfigMapList = Static<typeof ConfigMapList>;
