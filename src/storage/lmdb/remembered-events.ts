import type { StoreEntry } from '../store-entry.ts';
import type { StoreEvent } from '../store-event.ts';
import type { Database } from './database.ts';

/** The newest writes that a database remembers, oldest first, with what they wrote: which is what the next write of the key replaced. */
export function rememberedEvents(database: Pick<Database, 'newestWrites' | 'get'>): StoreEvent[] {
  const replaced = new Map<string, StoreEntry | undefined>();
  const events: StoreEvent[] = [];
  for (const { type, key, revision, previous } of database.newestWrites()) {
    const after = replaced.has(key) ? replaced.get(key) : database.get(key);
    replaced.set(key, previous);
    if (type === 'put' && after !== undefined) events.push({ type, entry: after, previous });
    if (type === 'delete' && previous !== undefined) events.push({ type, key, revision, previous });
  }
  return events.reverse();
}
