import type { ApiObject } from '../apimachinery/api-object.ts';
import { expiredContinue } from '../apimachinery/status-error.ts';
import { rangeWithin } from '../storage/key-range.ts';
import type { WholeList } from '../storage/list-pages.ts';
import type { KeyRange } from '../storage/store.ts';
import type { StoreEntry } from '../storage/store-entry.ts';
import { StoreError } from '../storage/store-error.ts';
import type { Turns } from '../time/turns.ts';
import type { Reach } from '../watch/watch-cache.ts';
import type { ReadContext } from './definition/request-context.ts';
import type { ResourceContext } from './resource-context.ts';
import { storeFailed } from './store-errors.ts';
import { type Continuation, continueToken } from './stored-form/continue-token.ts';
import { isCut } from './stored-form/layout.ts';
import { EVERYTHING, exactField, matcher, type Selection, selectsAll } from './stored-form/selection.ts';

/** Objects of one namespace, or of all, in order of namespace and name; and the version of the list as a whole. */
export interface ObjectList {
  readonly entries: readonly StoreEntry[];
  readonly revision: number;
  /** The token with which the list goes on; undefined where this is all, or the end. */
  readonly continueToken?: string | undefined;
  /** How many objects are left; undefined where none are, or where a selection would have to be applied to know. */
  readonly remainingItemCount?: number | undefined;
}

/** Which state a list shows, and which part of it. */
export interface ListOptions {
  /** The one revision to show; undefined for the newest. */
  readonly exactly: number | undefined;
  /**
   * A revision that the cache has seen: whatever it has seen by now will do, and the store is not asked for more. Undefined where the
   * newest is to have all that was written before the call, or `exactly` says which it is.
   */
  readonly notOlderThan?: number | undefined;
  readonly selection?: Selection;
  /** How many objects are wanted at most; 0 and less for all. */
  readonly limit?: number;
  /** Where the list goes on; the revision stands in it, and `exactly` counts for nothing. */
  readonly continued?: Continuation | undefined;
}

/**
 * Lists objects. A namespace that does not exist has none.
 * @throws UndecodableError where one of them cannot be decoded: before any of them is answered, or anything is done with one
 * @throws StatusError 410 where the revision is no longer kept: with a new token in its metadata where the list was to go on.
 */
export async function listObjects<T extends ApiObject>(
  resource: ResourceContext<T>,
  { namespace, signal }: ReadContext,
  { exactly, notOlderThan, selection = EVERYTHING, limit = 0, continued }: ListOptions,
): Promise<ObjectList> {
  const { definition, cache } = resource;
  const prefix = namespace === undefined ? definition.keyPrefix : `${definition.keyPrefix}${namespace}/`;
  const range = rangeOf(resource, prefix, selection, continued);
  const at = continued === undefined ? exactly : continued.revision < 0 ? undefined : continued.revision;
  const reach: Reach = notOlderThan === undefined || definition.isUncached === true ? 'fresh' : 'filled';
  const indexed = at === undefined ? await fromIndex(resource, range, selection, reach, signal) : undefined;
  const { entries, revision } =
    indexed ??
    (await cache
      .list(range, at, signal, reach)
      .catch((error: unknown) => (isGone(error) && continued !== undefined ? goneOn(continued) : storeFailed(error))));
  const matches = selectsAll(selection) ? undefined : matcher(definition, selection);
  const page = await pageOf(entries, matches, limit, cache.turns);
  checkDecodable(definition, page.selected);
  const last = page.selected.at(-1);
  if (page.remaining === 0 || last === undefined) return { entries: page.selected, revision };
  return {
    entries: page.selected,
    revision,
    // The first key that can come after the last one.
    continueToken: continueToken({ revision, start: `${last.key.slice(prefix.length)}\0` }),
    remainingItemCount: selectsAll(selection) ? page.remaining : undefined,
  };
}

function checkDecodable<T extends ApiObject>(
  { codec }: ResourceContext<T>['definition'],
  entries: readonly StoreEntry[],
): void {
  const found = entries.find(({ value }) => !isCut(value));
  // What reads it says why it cannot be.
  if (found !== undefined) codec.metadataText(found.value, { revision: found.revision });
}

/** The keys among which those of the selected objects are: one where the name is known, those of one namespace where that is. */
function rangeOf<T extends ApiObject>(
  { definition: { strategy, keyPrefix } }: ResourceContext<T>,
  prefix: string,
  selection: Selection,
  continued: Continuation | undefined,
): KeyRange {
  let within = prefix;
  if (strategy.namespaced && prefix === keyPrefix) {
    const namespace = exactField(selection, 'metadata.namespace') ?? '';
    if (namespace !== '' && !namespace.includes('/')) within = `${prefix}${namespace}/`;
  }
  const name = exactField(selection, 'metadata.name') ?? '';
  const oneNamespace = !strategy.namespaced || within !== keyPrefix;
  if (name !== '' && oneNamespace) return { from: within + name, to: `${within}${name}\0` };
  const start = prefix + (continued?.start ?? '');
  const { from, to } = rangeWithin(within);
  return { from: start > from ? start : from, to };
}

/** The entries of a range that have the value that the indexed field must have; undefined where no index helps. */
async function fromIndex<T extends ApiObject>(
  { index, definition }: ResourceContext<T>,
  { from, to }: KeyRange,
  selection: Selection,
  reach: Reach,
  signal: AbortSignal | undefined,
): Promise<WholeList | undefined> {
  const value = index === undefined ? undefined : exactField(selection, index.field);
  // A range that is narrower than a namespace is one key.
  if (index === undefined || value === undefined || to === `${from}\0`) return undefined;
  const found = await index.entriesWith(value, reach, signal).catch(storeFailed);
  if (found === undefined || (from === definition.keyPrefix && to === rangeWithin(from).to)) return found;
  return { entries: found.entries.filter(({ key }) => key >= from && key < to), revision: found.revision };
}

function isGone(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'compacted';
}

function goneOn({ start }: Continuation): never {
  throw expiredContinue(continueToken({ revision: -1, start }));
}

interface Page {
  readonly selected: readonly StoreEntry[];
  /** How many entries come after the last selected one, whether they match or not. */
  readonly remaining: number;
}

async function pageOf(
  entries: readonly StoreEntry[],
  matches: ((entry: StoreEntry) => boolean) | undefined,
  limit: number,
  turns: Turns,
): Promise<Page> {
  const wanted = limit > 0 ? limit : entries.length;
  if (matches === undefined) {
    if (wanted >= entries.length) return { selected: entries, remaining: 0 };
    return { selected: entries.slice(0, wanted), remaining: entries.length - wanted };
  }
  const selected: StoreEntry[] = [];
  let looked = 0;
  for (const entry of entries) {
    looked += 1;
    if (matches(entry)) selected.push(entry);
    if (selected.length === wanted) break;
    const pause = turns.pause();
    if (pause !== undefined) await pause;
  }
  return { selected, remaining: entries.length - looked };
}
