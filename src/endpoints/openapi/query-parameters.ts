import type { TSchema } from '@sinclair/typebox';
import { PATCH_TYPES } from '../handlers/patch-types.ts';
import type { JsonObject } from './json.ts';
import type { Action, Operation } from './operations.ts';

/** A query parameter that is honoured. */
export interface QueryParameter {
  readonly name: string;
  readonly description: string;
  /** What a client may send. */
  readonly schema: JsonObject;
  /** The type that kube-apiserver's document gives it, where it says less than `schema`. */
  readonly kubernetesType?: string;
}

const PRETTY: QueryParameter = {
  name: 'pretty',
  description: 'Whether the answer is indented. Tools that show answers to people, such as curl, get it so by default.',
  schema: { type: 'boolean' },
  kubernetesType: 'string',
};

const DRY_RUN: QueryParameter = {
  name: 'dryRun',
  description: '`All` goes through the request, its validation included, without storing anything.',
  schema: { type: 'string', enum: ['All'] },
};

const FIELD_MANAGER: QueryParameter = {
  name: 'fieldManager',
  description: 'Name of the program or person who makes the change: at most 128 printable characters.',
  schema: { type: 'string', maxLength: 128 },
};

const FIELD_VALIDATION: QueryParameter = {
  name: 'fieldValidation',
  description:
    'What becomes of fields that are unknown or stand twice: `Strict` refuses the request, `Warn` (the default) accepts it and names them in Warning headers, `Ignore` accepts it silently.',
  schema: { type: 'string', enum: ['Ignore', 'Strict', 'Warn'] },
};

const LABEL_SELECTOR: QueryParameter = {
  name: 'labelSelector',
  description: 'Which objects are listed, by their labels: `app=web,tier in (a,b),!legacy`.',
  schema: { type: 'string' },
};

const FIELD_SELECTOR: QueryParameter = {
  name: 'fieldSelector',
  description: 'Which objects are listed, by their fields: `status.phase=Running,spec.nodeName!=n1`.',
  schema: { type: 'string' },
};

const LIMIT: QueryParameter = {
  name: 'limit',
  description:
    'How many objects are listed at most. Where there are more, the list carries a token in metadata.continue.',
  schema: { type: 'integer' },
};

const CONTINUE: QueryParameter = {
  name: 'continue',
  description:
    'The token of a list that was limited: the list goes on where that one ended, in the state that it showed.',
  schema: { type: 'string' },
};

const RESOURCE_VERSION: QueryParameter = {
  name: 'resourceVersion',
  description: 'The version of the list that resourceVersionMatch is about; without that, the list is at least as new.',
  schema: { type: 'string' },
};

const RESOURCE_VERSION_MATCH: QueryParameter = {
  name: 'resourceVersionMatch',
  description: 'Whether the list is of exactly the version in resourceVersion, or at least as new.',
  schema: { type: 'string', enum: ['Exact', 'NotOlderThan'] },
};

const FORCE: QueryParameter = {
  name: 'force',
  description: 'Whether an apply takes fields over that others own; only for patches that are applied.',
  schema: { type: 'boolean' },
};

const GRACE_PERIOD: QueryParameter = {
  name: 'gracePeriodSeconds',
  description: 'Seconds before the object is deleted; 0 is at once. A body with options outranks it.',
  schema: { type: 'integer' },
};

const ORPHAN_DEPENDENTS: QueryParameter = {
  name: 'orphanDependents',
  description: 'Whether objects that belong to this one stay; deprecated in favour of propagationPolicy.',
  schema: { type: 'boolean' },
};

const PROPAGATION_POLICY: QueryParameter = {
  name: 'propagationPolicy',
  description: 'What becomes of the objects that belong to this one. A body with options outranks it.',
  schema: { type: 'string', enum: ['Background', 'Foreground', 'Orphan'] },
};

const WATCH: QueryParameter = {
  name: 'watch',
  description:
    'Whether changes are answered as they happen, one JSON object with `type` and `object` a line, instead of a list.',
  schema: { type: 'boolean' },
};

const ALLOW_WATCH_BOOKMARKS: QueryParameter = {
  name: 'allowWatchBookmarks',
  description: 'Whether a watch also tells from time to time up to which version it has told everything.',
  schema: { type: 'boolean' },
};

const SEND_INITIAL_EVENTS: QueryParameter = {
  name: 'sendInitialEvents',
  description: 'Whether a watch begins with an event for each object that is there, and a bookmark behind them.',
  schema: { type: 'boolean' },
};

const TIMEOUT_SECONDS: QueryParameter = {
  name: 'timeoutSeconds',
  description: 'Seconds after which a watch ends.',
  schema: { type: 'integer' },
};

const READ = [CONTINUE, FIELD_SELECTOR, LABEL_SELECTOR, LIMIT, PRETTY, RESOURCE_VERSION, RESOURCE_VERSION_MATCH];
const WATCHING = [ALLOW_WATCH_BOOKMARKS, SEND_INITIAL_EVENTS, TIMEOUT_SECONDS, WATCH];
const WRITE = [DRY_RUN, FIELD_MANAGER, FIELD_VALIDATION, PRETTY];
const APPLIES = PATCH_TYPES.some((type) => type.startsWith('application/apply-patch'));
const DELETE = [DRY_RUN, GRACE_PERIOD, ORPHAN_DEPENDENTS, PRETTY, PROPAGATION_POLICY];

const BY_ACTION: Readonly<Record<Action, readonly QueryParameter[]>> = {
  list: READ,
  watch: byName([...READ, ...WATCHING]),
  watchlist: byName([...READ, ...WATCHING]),
  create: WRITE,
  get: [PRETTY],
  update: WRITE,
  patch: APPLIES ? byName([...WRITE, FORCE]) : WRITE,
  delete: DELETE,
  deletecollection: byName([...new Set([...READ, ...DELETE])]),
  connect: [],
};

/** The query parameters that requests of an operation may carry, by name: no more than the handlers read. */
export function queryParametersOf({ action, resource, options }: Operation): readonly QueryParameter[] {
  if (options !== undefined) return parametersIn(options);
  if (action === 'list' && resource.verbs.includes('watch')) return BY_ACTION.watchlist;
  return BY_ACTION[action];
}

/** Every query parameter once, by name, that more than one kind of resource may take. */
export const QUERY_PARAMETERS: readonly QueryParameter[] = byName([...new Set(Object.values(BY_ACTION).flat())]);

/** The parameters that an object of options stands for. */
function parametersIn({ properties = {} }: TSchema): QueryParameter[] {
  const entries = Object.entries<TSchema>(properties).filter(([name]) => name !== 'kind' && name !== 'apiVersion');
  return byName(
    entries.map(([name, { type, items, description = '' }]) => ({
      name,
      description,
      schema: items === undefined ? { type } : { type, items: { type: items.type } },
      // A parameter that may stand more than once is described as one that stands once.
      ...(items !== undefined && { kubernetesType: items.type }),
    })),
  );
}

function byName<T extends { readonly name: string }>(parameters: readonly T[]): T[] {
  return parameters.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
