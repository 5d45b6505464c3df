import type { Static } from '@sinclair/typebox';
import { embedded, named } from '../../schema.ts';
import { ObjectMeta } from './object-meta.ts';
import { typeMeta } from './type-meta.ts';

/** Any object, reduced to its metadata. */
export const PartialObjectMetadata = named(
  'io.k8s.apimachinery.pkg.apis.meta.v1.PartialObjectMetadata',
  { ...typeMeta, metadata: embedded(ObjectMeta, 'Metadata of the object.') },
  {
    description: 'Any object, reduced to its metadata.',
    'x-kubernetes-group-version-kind': [{ group: 'meta.k8s.io', version: 'v1', kind: 'PartialObjectMetadata' }],
  },
);
export type PartialObjectMetadata = Static<typeof PartialObjectMetadata>;
