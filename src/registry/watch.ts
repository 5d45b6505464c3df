import type { ApiObject } from '../apimachinery/api-object.ts';
import { expired, type StatusError, tooLargeResourceVersion } from '../apimachinery/status-error.ts';
import { rangeWithin } from '../storage/key-range.ts';
import type { StoreEntry } from '../storage/store-entry.ts';
import type { EventSink } from '../watch/event-sink.ts';
import type { EventEncoder } from '../watch/frames.ts';
import type { Predicate } from '../watch/predicate.ts';
import { MAX_WAIT_MS } from '../watch/watch-cache.ts';
import type { WatchStart } from '../watch/watch-reader.ts';
import type { WatchTerms } from '../watch/watcher.ts';
import type { OpenWatch } from '../watch/watches.ts';
import type { ReadContext } from './definition/request-context.ts';
import type { ResourceContext } from './resource-context.ts';
import { storeFailed } from './store-errors.ts';
import { exactField, isCostly, matcher, type Selection } from './stored-form/selection.ts';

/** Where a watch begins, as its client says it. */
export type WatchFrom =
  /** With what there is: at the newest revision where `notOlderThan` is undefined, else at that or a later one. */
  | { readonly state: true; readonly notOlderThan: number | undefined }
  /** After a revision; with undefined, after the newest. */
  | { readonly state: false; readonly after: number | undefined };

/** What a client wants to be told. */
export interface WatchOptions extends WatchTerms {
  readonly selection: Selection;
  readonly from: WatchFrom;
}

/** A watch that can begin: opens it on a connection, or answers why it can no longer begin there. */
export type ReadyWatch = (encoder: EventEncoder, sink: EventSink) => OpenWatch | StatusError;

/**
 * Prepares a watch of a kind, and waits until there is what it is to begin with. What is answered instead of it is for the stream
 * to tell, since the request itself was in order: 410 where the revision is no longer kept, 504 where it is not reached in time.
 * @throws StatusError 503 where the store does not answer.
 */
export async function readyWatch<T extends ApiObject>(
  resource: ResourceContext<T>,
  { namespace, signal }: ReadContext,
  { selection, from, ...terms }: WatchOptions,
): Promise<ReadyWatch | StatusError> {
  const { cache, watches } = resource;
  const predicate = predicateOf(resource, namespace, selection);
  let after: number | undefined;
  if (from.state) {
    const { notOlderThan } = from;
    if (notOlderThan === undefined) await cache.fresh(signal).catch(storeFailed);
    else if (!(await cache.reached(notOlderThan, signal).catch(storeFailed))) {
      return tooLargeResourceVersion(notOlderThan, cache.revision);
    }
  } else {
    after = from.after ?? (await cache.fresh(signal).catch(storeFailed));
    if (after > cache.revision && !(await isReached(resource, after, terms.timeoutMs, signal))) {
      return tooLargeResourceVersion(after, cache.revision);
    }
  }
  return (encoder, sink) => {
    const { window } = cache;
    if (after !== undefined && after <= window.newest && !window.knows(after)) {
      return expired(`too old resource version: ${after} (${window.knownFrom(after)})`);
    }
    const start: WatchStart =
      after === undefined
        ? { from: 'state', revision: cache.revision, entries: present(resource, predicate) }
        : { from: 'revision', revision: after };
    return watches.open({ predicate, encoder, start, terms }, sink);
  };
}

/**
 * Whether a watch may begin after a revision that the cache has not seen. A write that was answered is known by its revision before
 * that. What is not reached in three seconds is the version of a server before this one, whose store is gone: whoever waited for it
 * would see nothing, and not know. A watch that ends sooner may wait.
 */
async function isReached<T extends ApiObject>(
  { cache }: ResourceContext<T>,
  revision: number,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  if (timeoutMs > MAX_WAIT_MS) return await cache.reached(revision, signal).catch(storeFailed);
  await cache.fresh(signal).catch(storeFailed);
  return true;
}

/** The objects of the cache's present revision among which the selected ones are, in key order. */
function present<T extends ApiObject>(
  { cache, index }: ResourceContext<T>,
  predicate: Predicate,
): readonly StoreEntry[] {
  const { key, prefix, trigger } = predicate;
  const range = key === undefined ? rangeWithin(prefix) : { from: key, to: `${key}\0` };
  const found = trigger === undefined || key !== undefined ? undefined : index?.presentWith(trigger.value);
  return found ?? cache.entries(range);
}

/** What a selection is to the watch cache: what can be told from keys and by the indexed field is taken out of the selectors. */
function predicateOf<T extends ApiObject>(
  { definition, index }: ResourceContext<T>,
  namespace: string | undefined,
  selection: Selection,
): Predicate {
  const { keyPrefix: kindPrefix, strategy } = definition;
  const within = namespace ?? (strategy.namespaced ? exactField(selection, 'metadata.namespace') : undefined) ?? '';
  const prefix = within === '' || within.includes('/') ? kindPrefix : `${kindPrefix}${within}/`;
  const name = exactField(selection, 'metadata.name') ?? '';
  const isOne = name !== '' && !name.includes('/') && (!strategy.namespaced || prefix !== kindPrefix);
  const value = index === undefined ? undefined : exactField(selection, index.field);
  const told = new Set<string>();
  if (isOne) told.add('metadata.name');
  if (namespace === undefined && prefix !== kindPrefix) told.add('metadata.namespace');
  if (index !== undefined && value !== undefined) told.add(index.field);
  // Two terms about one field may contradict each other: the first alone is told.
  const fields = selection.fields.filter(({ field, equal }) => !(equal && told.delete(field)));
  const rest: Selection = { labels: selection.labels, fields };
  return {
    kindPrefix,
    prefix,
    key: isOne ? prefix + name : undefined,
    trigger:
      index === undefined || value === undefined
        ? undefined
        : { field: index.field, value, read: index.read, isKept: index.isKept },
    matches: rest.labels.length + rest.fields.length === 0 ? undefined : matcher(definition, rest),
    isCostly: isCostly(rest),
    identity: JSON.stringify([prefix, selection]),
  };
}
