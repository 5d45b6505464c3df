import type { TObject } from '@sinclair/typebox';
import { type Annotations, embedded, listOf, named, required } from '../../schema.ts';
import { ListMeta } from './list-meta.ts';
import { typeMeta } from './type-meta.ts';

/** The list kind of `Item`. `id` is its name in the OpenAPI document. */
export const objectList = <T extends TObject>(id: string, Item: T, annotations: Annotations) =>
  named(
    id,
    {
      ...typeMeta,
      metadata: embedded(ListMeta, 'Version of the list, and how to go on with it.'),
      items: required(listOf(Item), 'The objects.'),
    },
    annotations,
  );
