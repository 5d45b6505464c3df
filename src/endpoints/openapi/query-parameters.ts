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

const WRITE = [DRY_RUN, FIELD_MANAGER, FIELD_VALIDATION, PRETTY];

const BY_VERB: Readonly<Record<Verb, readonly QueryParameter[]>> = {
  list: [CONTINUE, FIELD_SELECTOR, LABEL_SELECTOR, LIMIT, PRETTY, RESOURCE_VERSION, RESOURCE_VERSION_MATCH],
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
