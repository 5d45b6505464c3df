import { keyOfEvent, type StoreEvent } from '../store-event.ts';

/** A write that is decided and not durable yet. */
export interface Change {
  readonly event: StoreEvent;
  /** At which second of the clock the key is to go by itself; undefined where it stays, or goes with this very write. */
  readonly second: number | undefined;
}

/** What several changes come to. */
export interface Outcome {
  /** The writes that are kept, in order; of each key the last is its newest state. */
  readonly events: readonly StoreEvent[];
  /** Whether what they replace is kept, too. */
  readonly keepsPast: boolean;
}

/**
 * What changes come to, in the order in which they were decided. Unless the past is to be kept it is one write of each key, which replaces
 * what there was before all of them.
 */
export function outcomeOf(changes: readonly Change[], keepsPast: boolean): Outcome {
  const events = changes.map(({ event }) => event);
  if (keepsPast) return { events, keepsPast };
  const first = new Map<string, StoreEvent>();
  const last = new Map<string, StoreEvent>();
  for (const event of events) {
    const key = keyOfEvent(event);
    if (!first.has(key)) first.set(key, event);
    last.set(key, event);
  }
  const merged: StoreEvent[] = [];
  for (const [key, event] of last) {
    const previous = first.get(key)?.previous;
    if (event.type === 'put') merged.push({ ...event, previous });
    // Of a key that came and went there is nothing to be kept.
    else if (previous !== undefined) merged.push({ ...event, previous });
  }
  return { events: merged, keepsPast };
}
