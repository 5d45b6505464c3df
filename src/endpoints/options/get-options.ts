import { parseListVersion, parseResourceVersion } from '../../apimachinery/resource-version.ts';
import { badRequest } from '../../apimachinery/status-error.ts';
import { first, flag, type Query } from './query.ts';

/**
 * The version that a read must not be older than; 0 where any will do.
 * @throws StatusError 500 where it is no number, 400 for kinds that are not cached (see ResourceDescription).
 */
export function notOlderThan(query: Query, { isUncached = false }: { readonly isUncached?: boolean }): number {
  const version = first(query, 'resourceVersion');
  return isUncached ? parseListVersion(version ?? '') : parseResourceVersion(version);
}

/** Whether any state will do that is not older than that: the client names a version, and the kind is cached. */
export function readsWhatIsSeen(query: Query, { isUncached = false }: { readonly isUncached?: boolean }): boolean {
  return !isUncached && (first(query, 'resourceVersion') ?? '') !== '';
}

/** Refuses to leave out what a cluster has filled in, which was once a form of an object. @throws StatusError 400 */
export function checkExport(query: Query): void {
  if (flag(query, 'export') === true) {
    throw badRequest('the export parameter, deprecated since v1.14, is no longer supported');
  }
}
