import { type Static, Type } from '@sinclair/typebox';
import { explicit, Integer64, named, optional, required } from '../../schema.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** Which part of a collection a list holds. */
export const ShardInfo = named(`${META}.ShardInfo`, {
  selector: required(Type.String()),
});
export type ShardInfo = Static<typeof ShardInfo>;

/** The metadata of a list, and of a Status. */
export const ListMeta = named(`${META}.ListMeta`, {
  selfLink: optional(Type.String()),
  resourceVersion: optional(Type.String()),
  continue: optional(Type.String()),
  remainingItemCount: explicit(Integer64),
  shardInfo: optional(ShardInfo),
});
export type ListMeta = Static<typeof ListMeta>;
