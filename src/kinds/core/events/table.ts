import type { Event } from '../../../../schemas/core/v1/event.ts';
import { ago } from '../../../apimachinery/table/human-duration.ts';
import { NAME_COLUMN, type TableDescription, textColumn } from '../../../apimachinery/table/table.ts';

/** Events as `kubectl get events` shows them, and with `-o wide` where the priority is 1. */
export const eventTable: TableDescription<Event> = {
  columns: [
    textColumn('Last Seen', 'The time at which the most recent occurrence of this event was recorded.'),
    textColumn('Type', 'Type of this event (Normal, Warning), new types could be added in the future'),
    textColumn(
      'Reason',
      "This should be a short, machine understandable string that gives the reason for the transition into the object's current status.",
    ),
    textColumn('Object', 'The object that this event is about.'),
    textColumn(
      'Subobject',
      'If referring to a piece of an object instead of an entire object, this string should contain a valid JSON/Go field access statement, such as desiredState.manifest.containers[2]. For example, if the object reference is to a container within a pod, this would take on a value like: "spec.containers{name}" (where "name" refers to the name of the container that triggered the event) or if no container name is specified "spec.containers[2]" (container with index 2 in this pod). This syntax is chosen only to have some well-defined way of referencing a part of an object.',
      1,
    ),
    textColumn('Source', 'The component reporting this event. Should be a short machine understandable string.', 1),
    textColumn('Message', 'A human-readable description of the status of this operation.'),
    textColumn(
      'First Seen',
      'The time at which the event was first recorded. (Time of server receipt is in TypeMeta.)',
      1,
    ),
    textColumn('Count', 'The number of times this event has occurred.', 1),
    { ...NAME_COLUMN, priority: 1 },
  ],
  row(event, now) {
    const { metadata, involvedObject, type = '', reason = '', message = '', series } = event;
    const firstSeen = ago(event.firstTimestamp ?? event.eventTime ?? undefined, now);
    const lastTime = series === undefined ? event.lastTimestamp : series.lastObservedTime;
    const lastSeen = series === undefined && lastTime === null ? firstSeen : ago(lastTime ?? undefined, now);
    const { kind = '', name = '', fieldPath = '' } = involvedObject;
    return {
      cells: [
        lastSeen,
        type,
        reason,
        name === '' ? kind.toLowerCase() : `${kind.toLowerCase()}/${name}`,
        fieldPath,
        source(event),
        message.trim(),
        firstSeen,
        // What happened once has no count in newer clients' events.
        series === undefined ? event.count || 1 : (series.count ?? 0),
        metadata.name ?? '',
      ],
    };
  },
};

function source({ source: { component, host }, reportingComponent, reportingInstance }: Event): string {
  const instance = host || reportingInstance;
  const name = component || reportingComponent;
  return instance === '' ? name : `${name}, ${instance}`;
}
