import type { StoreEntry } from '../store-entry.ts';
import { keyOfEvent, revisionOf, type StoreEvent } from '../store-event.ts';
import type { LoggedWrite } from './encoding.ts';

/** A write that is decided and not durable yet. */
export interface Change {
  readonly event: StoreEvent;
  /** At which second of the clock the key is to go by itself; undefined where it stays, or goes with this very write. */
  readonly second: number | undefined;
}

/** What several changes come to. */
export interface Outcome {
  readonly puts: readonly StoreEntry[];
  /** Keys that go. */
  readonly deletes: readonly string[];
  /** The writes that are remembered, with what they replaced. */
  readonly log: readonly LoggedWrite[];
}

/**
 * What changes come to, in the order in which they were decided: of a key that was written several times, the last state counts. Unless
 * the past is to be kept there is no log.
 */
export function outcomeOf(changes: readonly Change[], keepsPast: boolean): Outcome {
  const puts: StoreEntry[] = [];
  const deletes: string[] = [];
  for (const event of new Map(changes.map(({ event }) => [keyOfEvent(event), event])).values()) {
    if (event.type === 'put') puts.push(event.entry);
    else deletes.push(event.key);
  }
  if (!keepsPast) return { puts, deletes, log: [] };
  const log = changes.map(({ event }) => ({
    type: event.type,
    revision: revisionOf(event),
    key: keyOfEvent(event),
    previous: event.previous,
  }));
  return { puts, deletes, log };
}
