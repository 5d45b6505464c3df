import type { Event as CoreEvent } from '../../../../schemas/core/v1/event.ts';
import type { Event } from '../../../../schemas/events/v1/event.ts';

/** The names in core/v1 of those fields that events.k8s.io/v1 calls otherwise. */
export const STORED_NAMES = {
  regarding: 'involvedObject',
  note: 'message',
  reportingController: 'reportingComponent',
  deprecatedSource: 'source',
  deprecatedFirstTimestamp: 'firstTimestamp',
  deprecatedLastTimestamp: 'lastTimestamp',
  deprecatedCount: 'count',
} as const;

/** An event of events.k8s.io/v1 in the form of core/v1, by which its rules go; it shares its parts. */
export function storedEvent(event: Event): CoreEvent {
  const {
    regarding,
    note,
    reportingController = '',
    reportingInstance = '',
    deprecatedSource,
    deprecatedFirstTimestamp,
    deprecatedLastTimestamp,
    deprecatedCount,
    metadata,
    eventTime,
    series,
    action,
    reason,
    related,
    type,
  } = event;
  return {
    metadata,
    involvedObject: regarding,
    source: deprecatedSource,
    firstTimestamp: deprecatedFirstTimestamp,
    lastTimestamp: deprecatedLastTimestamp,
    eventTime,
    reportingComponent: reportingController,
    reportingInstance,
    ...present({ message: note, count: deprecatedCount, series, action, reason, related, type }),
  };
}

type Present<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

function present<T extends object>(members: T): Present<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>;
}
