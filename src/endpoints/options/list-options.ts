import { type FieldError, forbidden, notSupported } from '../../apimachinery/field-error.ts';
import type { GroupResource } from '../../apimachinery/group-version-kind.ts';
import { isResourceVersion } from '../../apimachinery/resource-version.ts';
import { actionNotSupported, badRequest, invalidListVersion, invalidOptions } from '../../apimachinery/status-error.ts';
import { first, parseBoolean, type Query } from './query.ts';

/** Which state a list shows. */
export interface ListQuery {
  /** The one revision to show; undefined for the newest. */
  readonly exactly: number | undefined;
  /** The newest revision that the client has seen: what is shown is not older. 0 where any will do. */
  readonly notOlderThan: number;
}

// What would change which objects are listed: to leave one of these out of account would be a wrong answer. `limit` may be
// left out of account, by the API conventions: a server may answer more at once than was asked for.
const NOT_SERVED = ['labelSelector', 'fieldSelector', 'continue'] as const;

/**
 * Reads the options of a list.
 * @throws StatusError 405 for a watch, 400 for a selector or a continue token, none of which is served yet, 400 for a version
 *   that is no number, 422 for a resourceVersionMatch that does not fit.
 */
export function listQuery(query: Query, resource: GroupResource): ListQuery {
  const watch = first(query, 'watch');
  if (watch !== undefined && parseBoolean(watch) !== false) throw actionNotSupported(resource, 'watch');
  for (const name of NOT_SERVED) {
    if ((first(query, name) ?? '') !== '')
      throw badRequest(`the query parameter ${name} is not supported by this version of podledger`);
  }
  const version = first(query, 'resourceVersion') ?? '';
  const match = first(query, 'resourceVersionMatch') ?? '';
  const errors = matchErrors(version, match);
  if (errors.length > 0) throw invalidOptions('ListOptions', errors);
  if (version === '') return { exactly: undefined, notOlderThan: 0 };
  if (!isResourceVersion(version)) throw invalidListVersion(version);
  return match === 'Exact'
    ? { exactly: Number(version), notOlderThan: 0 }
    : { exactly: undefined, notOlderThan: Number(version) };
}

function matchErrors(version: string, match: string): FieldError[] {
  if (match === '') return [];
  if (version === '') {
    return [forbidden('resourceVersionMatch', 'resourceVersionMatch is forbidden unless resourceVersion is provided')];
  }
  if (match !== 'Exact' && match !== 'NotOlderThan') {
    return [notSupported('resourceVersionMatch', match, ['Exact', 'NotOlderThan', ''])];
  }
  return match === 'Exact' && version === '0'
    ? [forbidden('resourceVersionMatch', 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"')]
    : [];
}
