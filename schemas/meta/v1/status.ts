import { type Static, Type } from '@sinclair/typebox';
import { ATOMIC, coreKind, embedded, Int32, listOf, named, optional } from '../../schema.ts';
import { ListMeta } from './list-meta.ts';
import { typeMeta } from './type-meta.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** One thing that is wrong with a request. */
export const StatusCause = named(`${META}.StatusCause`, {
  reason: optional(Type.String(), 'Kind of the fault, for programs to read.'),
  message: optional(Type.String(), 'The fault in words, for people to read.'),
  field: optional(Type.String(), 'Path of the field at fault, such as `metadata.name` or `items[0].status`.'),
});
export type StatusCause = Static<typeof StatusCause>;

/** What a Status is about. */
export const StatusDetails = named(`${META}.StatusDetails`, {
  name: optional(Type.String(), 'Name of the object that the request was about, where it concerns a single one.'),
  group: optional(Type.String(), 'API group of that object.'),
  kind: optional(Type.String(), 'Resource or kind of that object.'),
  uid: optional(Type.String(), 'UID of that object, where it concerns a single one.'),
  causes: optional(listOf(StatusCause, ATOMIC), 'All faults that were found; a server may leave some out.'),
  retryAfterSeconds: optional(Int32, 'Seconds to wait before the request is sent again.'),
});
export type StatusDetails = Static<typeof StatusDetails>;

/** The answer to a request that failed, or that has no object to answer. */
export const Status = named(
  `${META}.Status`,
  {
    ...typeMeta,
    metadata: embedded(ListMeta, 'Metadata of the answer; mostly empty.'),
    status: optional(Type.String(), '`Success` or `Failure`.'),
    message: optional(Type.String(), 'What happened, for people to read.'),
    reason: optional(Type.String(), 'Why it failed, in one word for programs to read; it refines the code.'),
    details: optional(StatusDetails, 'What the answer is about; its form goes with the reason.'),
    code: optional(Int32, "The answer's HTTP status code."),
  },
  coreKind('Status', 'The answer to a request that failed, or that has no object to answer.'),
);
export type Status = Static<typeof Status>;
