import type { Event } from '../../../../schemas/events/v1/event.ts';
import { plainStrategy } from '../../../registry/definition/plain-strategy.ts';
import type { CreateStrategy, UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { storedEvent } from './event-form.ts';
import { validateEventV1, validateEventV1Update } from './validation.ts';

/** How events are created and replaced through group events.k8s.io. Errors name the fields as core/v1 does. */
export const eventV1Strategy: CreateStrategy<Event> & UpdateStrategy<Event> = {
  ...plainStrategy,
  allowCreateOnUpdate: true,

  validate(event) {
    return validateEventV1(storedEvent(event));
  },

  validateUpdate(next, old) {
    return validateEventV1Update(storedEvent(next), storedEvent(old));
  },
};
