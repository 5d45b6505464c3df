import type { Event } from '../../../../schemas/core/v1/event.ts';
import { plainStrategy } from '../../../registry/definition/plain-strategy.ts';
import type { CreateStrategy, UpdateStrategy } from '../../../registry/definition/strategy.ts';
import { validateEvent } from './validation.ts';

/** How events are created and replaced through the core group, which has always taken nearly everything. */
export const eventStrategy: CreateStrategy<Event> & UpdateStrategy<Event> = {
  ...plainStrategy,
  allowCreateOnUpdate: true,
  validate: validateEvent,
  validateUpdate: validateEvent,
};
