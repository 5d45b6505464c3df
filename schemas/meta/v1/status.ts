import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, coreKind, embedded, Int32, listOf, named, optional } from '../../schema.ts';
import { ListMeta } from './list-meta.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** One thing that is wrong with a request. */
export const StatusCause = named(`${META}.StatusCause`, {
  reason: optional(Type.String()),
  message: optional(Type.String()),
  field: optional(Type.String()),
});
export type StatusCause = Static<typeof StatusCause>;

/** What a Status is about. */
export const StatusDetails = named(`${META}.StatusDetails`, {
  name: optional(Type.String()),
  group: optional(Type.String()),
  kind: optional(Type.String()),
  uid: optional(Type.String()),
  causes: optional(listOf(StatusCause, ATOMIC)),
  retryAfterSeconds: optional(Int32),
});
export type StatusDetails = Static<typeof StatusDetails>;

/** The answer to a request that failed, or that has no object to answer. */
export const Status = named(
  `${META}.Status`,
  {
    kind: optional(Type.String()),
    apiVersion: optional(Type.String()),
    metadata: embedded(ListMeta),
    status: optional(Type.String()),
    message: optional(Type.String()),
    reason: optional(Type.String()),
    details: optional(StatusDetails),
    code: optional(Int32),
  },
  coreKind('Status'),
);
export type Status = Static<typeof Status>;
