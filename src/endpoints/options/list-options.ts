import type { ApiObject } from '../../apimachinery/api-object.ts';
import { type FieldError, forbidden, notSupported } from '../../apimachinery/field-error.ts';
import { parseFieldSelector } from '../../apimachinery/fields/parse-field-selector.ts';
import { parseLabelSelector } from '../../apimachinery/labels/parse-label-selector.ts';
import { parseListVersion } from '../../apimachinery/resource-version.ts';
import { badRequest, invalidOptions } from '../../apimachinery/status-error.ts';
import type { ResourceDefinition } from '../../registry/definition/resource-definition.ts';
import { type Continuation, parseContinueToken } from '../../registry/stored-form/continue-token.ts';
import { checkFields, type Selection } from '../../registry/stored-form/selection.ts';
import { first, flag, parseInteger, type Query } from './query.ts';

/** Which state a list shows, and which part of it. */
export interface ListQuery {
  /** The one revision to show; undefined for the newest. */
  readonly exactly: number | undefined;
  /** The newest revision that the client has seen: what is shown is not older. 0 where any will do; undefined where it named none. */
  readonly notOlderThan: number | undefined;
  /** How the client wrote either of them; undefined where it named no version. */
  readonly version: string | undefined;
  readonly selection: Selection;
  /** How many objects are wanted at most; 0 for all. */
  readonly limit: number;
  /** Where the list goes on. */
  readonly continued: Continuation | undefined;
}

/** The options of a list as far as they are looked at before it is made: the version and the token may be any text. */
export interface ListRequest extends Pick<ListQuery, 'selection' | 'limit'> {
  readonly version: string;
  readonly match: string;
  readonly token: string;
}

/**
 * Reads the options of a list, in kube-apiserver's order.
 * @throws StatusError what listRequest and requestedList throw.
 */
export function listQuery<T extends ApiObject>(query: Query, definition: ResourceDefinition<T>): ListQuery {
  return requestedList(listRequest(query, definition));
}

/**
 * The first part of it.
 * @throws StatusError 400 for numbers, selectors and fields that cannot be read, 422 for options that do not fit together.
 */
export function listRequest<T extends ApiObject>(query: Query, definition: ResourceDefinition<T>): ListRequest {
  parseInteger(first(query, 'timeoutSeconds'));
  const limit = Math.max(0, parseInteger(first(query, 'limit')));
  const selection = selectionOf(query);
  const version = first(query, 'resourceVersion') ?? '';
  const match = first(query, 'resourceVersionMatch') ?? '';
  const token = first(query, 'continue') ?? '';
  const errors = listErrors(query);
  if (errors.length > 0) throw invalidOptions('ListOptions', errors);
  checkFields(selection.fields, definition);
  return { selection, limit, version, match, token };
}

/** The second part, which belongs to the making of the list. @throws StatusError 400 for tokens and versions that cannot be read. */
export function requestedList({ selection, limit, version, match, token }: ListRequest): ListQuery {
  if (token !== '') {
    const continued = parseContinueToken(token);
    if (version !== '' && version !== '0') {
      throw badRequest('specifying resource version is not allowed when using continue');
    }
    return { exactly: undefined, notOlderThan: undefined, version: undefined, selection, limit, continued };
  }
  return { ...stateOf(version, match, limit), selection, limit: version === '0' ? 0 : limit, continued: undefined };
}

/** Which state is shown. Without a match, a page of a known version is of exactly that version. */
function stateOf(
  version: string,
  match: string,
  limit: number,
): Pick<ListQuery, 'exactly' | 'notOlderThan' | 'version'> {
  if (version === '') return { exactly: undefined, notOlderThan: undefined, version: undefined };
  const revision = parseListVersion(version);
  const exact = match === 'Exact' || (match === '' && limit > 0 && version !== '0');
  return {
    ...(exact ? { exactly: revision, notOlderThan: undefined } : { exactly: undefined, notOlderThan: revision }),
    version,
  };
}

/** Reads the selectors of a list or a watch. @throws StatusError 400 */
export function selectionOf(query: Query): Selection {
  const labels = parseLabelSelector(first(query, 'labelSelector') ?? '');
  return { labels, fields: parseFieldSelector(first(query, 'fieldSelector') ?? '') };
}

/** What of a list's options does not fit together. */
export function listErrors(query: Query): FieldError[] {
  const [version = '', match = '', token = ''] = ['resourceVersion', 'resourceVersionMatch', 'continue'].map((name) =>
    first(query, name),
  );
  const errors = matchErrors(version, match, token);
  if (flag(query, 'sendInitialEvents') !== undefined) {
    errors.push(forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
  }
  return errors;
}

function matchErrors(version: string, match: string, token: string): FieldError[] {
  const errors: FieldError[] = [];
  if (match === '') return errors;
  const refuse = (why: string): void => void errors.push(forbidden('resourceVersionMatch', why));
  if (version === '') refuse('resourceVersionMatch is forbidden unless resourceVersion is provided');
  if (token !== '') refuse('resourceVersionMatch is forbidden when continue is provided');
  if (match !== 'Exact' && match !== 'NotOlderThan') {
    errors.push(notSupported('resourceVersionMatch', match, ['Exact', 'NotOlderThan', '']));
  }
  if (match === 'Exact' && version === '0') {
    refuse('resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
  }
  return errors;
}
