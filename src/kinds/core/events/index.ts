import { Event, EventList } from '../../../../schemas/core/v1/event.ts';
import { defineResource, STANDARD_VERBS } from '../../../registry/definition/resource-definition.ts';
import { eventFields } from './selectable-fields.ts';
import { eventStrategy } from './strategy.ts';
import { eventTable } from './table.ts';

/** Events, in the form in which they are stored. */
export const events = defineResource<Event>({
  kind: { group: '', version: 'v1', kind: 'Event' },
  resource: 'events',
  isUncached: true,
  expires: true,
  singularName: 'event',
  shortNames: ['ev'],
  categories: [],
  verbs: STANDARD_VERBS,
  schema: Event,
  listSchema: EventList,
  strategy: eventStrategy,
  subresources: {},
  selectableFields: eventFields,
  table: eventTable,
  deletion: { ownsNothing: true, isUncollected: true },
});
