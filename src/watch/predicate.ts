import type { StoredValue, StoreEntry } from '../storage/store-entry.ts';
import { keyOfEvent, type StoreEvent } from '../storage/store-event.ts';

/** A field whose values sort watches, so that a write is held against those only that ask for the value it has. */
export interface Trigger {
  /** Names the field among those of its kind. */
  readonly field: string;
  /** The value that an object must have to be selected. */
  readonly value: string;
  /** The value that an object has. */
  readonly read: (entry: StoreEntry) => string;
  /** Whether two states of an object have the same value, as far as that can be told without reading it. */
  readonly isKept: (before: StoreEntry, after: StoreEntry) => boolean;
}

/** Which objects a watch is about. */
export interface Predicate {
  /** What the keys of the kind begin with. */
  readonly kindPrefix: string;
  /** What the keys of the objects begin with: those of the kind, or of one of its namespaces. */
  readonly prefix: string;
  /** The one key, where the object's name and namespace are known. */
  readonly key: string | undefined;
  readonly trigger: Trigger | undefined;
  /** The rest of what is asked of an object; undefined where that is nothing. */
  readonly matches: ((entry: StoreEntry) => boolean) | undefined;
  /** Whether `matches` takes more than a few microseconds: a watch then does it at its own pace, not in that of all others. */
  readonly isCostly: boolean;
  /** The same for two predicates of a kind that select the same objects. */
  readonly identity: string;
}

/** What a watch tells of a write. */
export interface Change {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly value: StoredValue;
  readonly revision: number;
}

/** What a trigger's field was before a write and is after it. */
export interface TriggerValues {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Whether a predicate selects an object of its kind. */
export function selects(predicate: Predicate, entry: StoreEntry): boolean {
  const { trigger } = predicate;
  return isCovered(predicate, entry.key) && isSelected(predicate, entry, trigger?.read(entry));
}

/**
 * What a write is to those who have a predicate: an object that comes to be selected is added, one that no longer is selected is
 * deleted, in its last selected state and with the revision of the write. Undefined where it is nothing to them.
 * `values` are those of the predicate's trigger, where they are known.
 */
export function changeOf(predicate: Predicate, event: StoreEvent, values?: TriggerValues): Change | undefined {
  if (!isCovered(predicate, keyOfEvent(event))) return undefined;
  const { previous } = event;
  const { trigger } = predicate;
  const was =
    previous !== undefined &&
    isSelected(predicate, previous, values === undefined ? trigger?.read(previous) : values.before);
  if (event.type === 'delete') {
    return was ? { type: 'DELETED', value: event.previous.value, revision: event.revision } : undefined;
  }
  const { entry } = event;
  if (isSelected(predicate, entry, values === undefined ? trigger?.read(entry) : values.after)) {
    return { type: was ? 'MODIFIED' : 'ADDED', value: entry.value, revision: entry.revision };
  }
  return was ? { type: 'DELETED', value: previous.value, revision: entry.revision } : undefined;
}

function isCovered({ key, prefix }: Predicate, of: string): boolean {
  return key === undefined ? of.startsWith(prefix) : of === key;
}

function isSelected({ trigger, matches }: Predicate, entry: StoreEntry, value: string | undefined): boolean {
  if (trigger !== undefined && trigger.value !== value) return false;
  return matches === undefined || matches(entry);
}
