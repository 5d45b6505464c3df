import { type Static, Type } from '@sinclair/typebox';
import { EventSource } from '../../core/v1/event.ts';
import { ObjectReference } from '../../core/v1/object-reference.ts';
import { objectList } from '../../meta/v1/object-list.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { NullableMicroTime, NullableTime } from '../../meta/v1/scalars.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { embedded, Int32, kindOf, named, optional, required, requiredNonZero } from '../../schema.ts';

const EVENTS = 'io.k8s.api.events.v1';
const GROUP = 'events.k8s.io';

/** How often something happened, and when last. */
export const EventSeries = named(`${EVENTS}.EventSeries`, {
  count: required(Int32, 'How often it has happened so far.'),
  lastObservedTime: requiredNonZero(NullableMicroTime, 'When it happened last.'),
});
export type EventSeries = Static<typeof EventSeries>;

/** Something that happened to an object. */
export const Event = named(
  `${EVENTS}.Event`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    eventTime: requiredNonZero(NullableMicroTime, 'When it happened first.'),
    series: optional(EventSeries, 'How often it has happened since; absent where it happened once.'),
    reportingController: optional(Type.String(), 'Name of the controller that saw it.'),
    reportingInstance: optional(Type.String(), 'Which instance of that controller it was.'),
    action: optional(Type.String(), 'What was done, or failed, with regard to the object.'),
    reason: optional(Type.String(), 'Why it was done, in one CamelCase word.'),
    regarding: embedded(ObjectReference, 'The object that it happened to.'),
    related: optional(ObjectReference, 'Another object that had to do with it.'),
    note: optional(Type.String(), 'What happened, for people to read.'),
    type: optional(Type.String(), '`Normal` or `Warning`.'),
    deprecatedSource: embedded(EventSource, 'Who saw it, as core/v1 tells it.'),
    deprecatedFirstTimestamp: embedded(NullableTime, 'When it happened first, as core/v1 tells it.'),
    deprecatedLastTimestamp: embedded(NullableTime, 'When it happened last, as core/v1 tells it.'),
    deprecatedCount: optional(Int32, 'How often it has happened, as core/v1 tells it.'),
  },
  kindOf(GROUP, 'Event', 'Something that happened to an object.'),
);
export type Event = Static<typeof Event>;

/** A list of events. */
export const EventList = objectList(`${EVENTS}.EventList`, Event, kindOf(GROUP, 'EventList', 'A list of events.'));
export type EventList = Static<typeof EventList>;
