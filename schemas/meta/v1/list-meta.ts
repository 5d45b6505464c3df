import { type Static, Type } from '@sinclair/typebox';
import { explicit, Integer64, named, optional, required } from '../../schema.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** Which part of a collection a list holds. */
export const ShardInfo = named(`${META}.ShardInfo`, {
  selector: required(Type.String(), 'The shard selector of the request, as it was sent.'),
});
export type ShardInfo = Static<typeof ShardInfo>;

/** The metadata of a list, and of a Status. */
export const ListMeta = named(`${META}.ListMeta`, {
  selfLink: optional(Type.String(), 'Path of the list on the server.'),
  resourceVersion: optional(Type.String(), 'Version of the collection as listed; a watch may start from it.'),
  continue: optional(Type.String(), 'Token with which the next request gets the following items; empty at the end.'),
  remainingItemCount: explicit(
    Integer64,
    'How many items follow this page; left out at the end and for lists with selectors.',
  ),
  shardInfo: optional(ShardInfo, 'Names the shard that the list was narrowed to.'),
});
export type ListMeta = Static<typeof ListMeta>;
