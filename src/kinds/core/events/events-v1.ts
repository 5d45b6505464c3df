import { Event as CoreEvent } from '../../../../schemas/core/v1/event.ts';
import { Event, EventList } from '../../../../schemas/events/v1/event.ts';
import { defineResource, STANDARD_VERBS } from '../../../registry/definition/resource-definition.ts';
import { STORED_NAMES, storedEvent } from './event-form.ts';
import { eventV1Strategy } from './events-v1-strategy.ts';
import { eventV1Fields } from './selectable-fields.ts';
import { eventTable } from './table.ts';

/** The same events as group events.k8s.io shows them, which is stricter about what is written through it (KEP-383). */
export const eventsV1 = defineResource<Event>({
  kind: { group: 'events.k8s.io', version: 'v1', kind: 'Event' },
  viewOf: { kind: { group: '', version: 'v1', kind: 'Event' }, schema: CoreEvent, fields: STORED_NAMES },
  resource: 'events',
  isUncached: true,
  expires: true,
  singularName: 'event',
  shortNames: ['ev'],
  categories: [],
  verbs: STANDARD_VERBS,
  schema: Event,
  listSchema: EventList,
  strategy: eventV1Strategy,
  subresources: {},
  selectableFields: eventV1Fields,
  table: { columns: eventTable.columns, row: (event, now) => eventTable.row(storedEvent(event), now) },
  deletion: { ownsNothing: true, isUncollected: true },
});
