import type { ApiObject } from '../../apimachinery/api-object.ts';
import { type FieldError, forbidden, notSupported } from '../../apimachinery/field-error.ts';
import { parseResourceVersion } from '../../apimachinery/resource-version.ts';
import { badRequest, invalidOptions } from '../../apimachinery/status-error.ts';
import type { ResourceDefinition } from '../../registry/definition/resource-definition.ts';
import { checkFields, exactField, type Selection } from '../../registry/stored-form/selection.ts';
import type { WatchFrom, WatchOptions } from '../../registry/watch.ts';
import { listErrors, selectionOf } from './list-options.ts';
import { first, flag, parseInteger, type Query } from './query.ts';

/** What the path of a watch says. */
export interface WatchPath {
  /** Whether it is a path of watches alone, below `/watch/`: its options are checked as those of a list, unless they say `watch`. */
  readonly isWatchPath: boolean;
  /** The one object that it is about; undefined where it is about a collection. */
  readonly name: string | undefined;
}

// kube-apiserver's --min-request-timeout. Watches that name no timeout end after this long at least and twice as long at most,
// so that they do not all come back at once.
const MIN_TIMEOUT_MS = 1800 * 1000;

/** Whether a request for a collection is a watch of it. */
export function isWatch(query: Query): boolean {
  return flag(query, 'watch') === true;
}

/**
 * Reads the options of a watch, in kube-apiserver's order. `randomInt` gives a number below its argument.
 * @throws StatusError 400 for numbers, selectors and fields that cannot be read, 422 for options that do not fit together, 500 for
 *   a version that is no number.
 */
export function watchOptions<T extends ApiObject>(
  query: Query,
  definition: ResourceDefinition<T>,
  { isWatchPath, name }: WatchPath,
  randomInt: (limit: number) => number,
): WatchOptions {
  const seconds = parseInteger(first(query, 'timeoutSeconds'));
  parseInteger(first(query, 'limit'));
  const selection = selectionOf(query);
  const version = first(query, 'resourceVersion') ?? '';
  let match = first(query, 'resourceVersionMatch') ?? '';
  const bookmarks = flag(query, 'allowWatchBookmarks') === true;
  const saysWatch = !isWatchPath || isWatch(query);
  let initial = flag(query, 'sendInitialEvents');
  const isLegacy = version === '' || version === '0';
  // Who asks the old way for what is there is told where it ends, too.
  if (initial === undefined && match === '' && isLegacy && saysWatch) {
    initial = true;
    match = 'NotOlderThan';
  }
  const errors = saysWatch ? watchErrors(query, match, initial) : listErrors(query);
  if (errors.length > 0) throw invalidOptions('ListOptions', errors);
  checkFields(selection.fields, definition);
  return {
    selection: name === undefined ? selection : ofOne(selection, name),
    from: fromOf(version, initial ?? isLegacy),
    bookmarks,
    endsInitialEvents: initial === true && bookmarks,
    timeoutMs: seconds === 0 ? MIN_TIMEOUT_MS + randomInt(MIN_TIMEOUT_MS) : seconds * 1000,
  };
}

/** Whether a watch is a list and a watch in one, which is not offered as a table (KEP-3157). */
export function isWatchList({ endsInitialEvents }: WatchOptions): boolean {
  return endsInitialEvents;
}

function watchErrors(query: Query, match: string, initial: boolean | undefined): FieldError[] {
  const errors: FieldError[] = [];
  const refuse = (why: string): void => void errors.push(forbidden('resourceVersionMatch', why));
  if (initial !== undefined && match !== 'NotOlderThan') {
    refuse('sendInitialEvents requires setting resourceVersionMatch to NotOlderThan');
  }
  if (match === '') return errors;
  if (initial === undefined) {
    refuse('resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided');
  }
  if (match !== 'NotOlderThan') errors.push(notSupported('resourceVersionMatch', match, ['NotOlderThan']));
  if ((first(query, 'continue') ?? '') !== '') {
    refuse('resourceVersionMatch is forbidden when continue is provided');
  }
  return errors;
}

function fromOf(version: string, state: boolean): WatchFrom {
  const revision = parseResourceVersion(version);
  if (state) return { state, notOlderThan: version === '' ? undefined : revision };
  // Version 0 stands for any: what the cache has seen will do, and that is as good as the newest.
  return { state, after: revision === 0 ? undefined : revision };
}

/** Treats the name in a path as a field selector. @throws StatusError 400 where a field selector names another object. */
function ofOne(selection: Selection, name: string): Selection {
  if (selection.fields.length === 0) {
    return { ...selection, fields: [{ field: 'metadata.name', equal: true, value: name }] };
  }
  if (exactField(selection, 'metadata.name') === name) return selection;
  throw badRequest("fieldSelector metadata.name doesn't match requested name");
}
