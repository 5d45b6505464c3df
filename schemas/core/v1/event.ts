import { type Static, Type } from '@sinclair/typebox';
import { objectList } from '../../meta/v1/object-list.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { NullableMicroTime, NullableTime } from '../../meta/v1/scalars.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { coreKind, embedded, Int32, named, optional, required } from '../../schema.ts';
import { ObjectReference } from './object-reference.ts';

const CORE = 'io.k8s.api.core.v1';

/** Who saw something happen. */
export const EventSource = named(`${CORE}.EventSource`, {
  component: optional(Type.String(), 'The component that saw it.'),
  host: optional(Type.String(), 'The node on which it saw it.'),
});
export type EventSource = Static<typeof EventSource>;

/** How often something happened, and when last. */
export const EventSeries = named(`${CORE}.EventSeries`, {
  count: optional(Int32, 'How often it has happened so far.'),
  lastObservedTime: embedded(NullableMicroTime, 'When it happened last.'),
});
export type EventSeries = Static<typeof EventSeries>;

/** Something that happened to an object. */
export const Event = named(
  `${CORE}.Event`,
  {
    ...typeMeta,
    metadata: required(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    involvedObject: required(ObjectReference, 'The object that it happened to.'),
    reason: optional(Type.String(), 'Why it happened, in one CamelCase word.'),
    message: optional(Type.String(), 'What happened, for people to read.'),
    source: embedded(EventSource, 'Who saw it.'),
    firstTimestamp: embedded(NullableTime, 'When it happened first.'),
    lastTimestamp: embedded(NullableTime, 'When it happened last.'),
    count: optional(Int32, 'How often it has happened.'),
    type: optional(Type.String(), '`Normal` or `Warning`.'),
    eventTime: embedded(NullableMicroTime, 'When it happened first; null in events of older clients.'),
    series: optional(EventSeries, 'How often it has happened since; absent where it happened once.'),
    action: optional(Type.String(), 'What was done, or failed, with regard to the object.'),
    related: optional(ObjectReference, 'Another object that had to do with it.'),
    reportingComponent: embedded(Type.String(), 'Name of the controller that saw it.', { default: '' }),
    reportingInstance: embedded(Type.String(), 'Which instance of that controller it was.', { default: '' }),
  },
  coreKind('Event', 'Something that happened to an object.'),
);
export type Event = Static<typeof Event>;

/** A list of events. */
export const EventList = objectList(`${CORE}.EventList`, Event, coreKind('EventList', 'A list of events.'));
export type EventList = Static<typeof EventList>;
