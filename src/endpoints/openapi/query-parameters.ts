import type { Verb } from '../../registry/resource-definition.ts';
import type { JsonObject } from './json.ts';

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

const WRITE = [DRY_RUN, FIELD_MANAGER, FIELD_VALIDATION, PRETTY];

const BY_VERB: Readonly<Record<Verb, readonly QueryParameter[]>> = {
  list: [PRETTY, RESOURCE_VERSION, RESOURCE_VERSION_MATCH],
  create: WRITE,
  get: [PRETTY],
  update: WRITE,
  patch: WRITE,
  delete: [DRY_RUN, PRETTY],
};

/** The query parameters that requests of a verb may carry, by name: no more than the handlers read. */
export function queryParametersOf(verb: Verb): readonly QueryParameter[] {
  return BY_VERB[verb];
}

/** Every query parameter once, by name. */
export const QUERY_PARAMETERS: readonly QueryParameter[] = [...new Set(Object.values(BY_VERB).flat())].sort((a, b) =>
  a.name < b.name ? -1 : 1,
);
