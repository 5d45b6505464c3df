import { Secret, SecretList } from '../../../../schemas/core/v1/secret.ts';
import { defineResource, STANDARD_VERBS } from '../../../registry/definition/resource-definition.ts';
import { secretStrategy } from './strategy.ts';
import { secretTable } from './table.ts';

/** Secrets. */
export const secrets = defineResource<Secret>({
  kind: { group: '', version: 'v1', kind: 'Secret' },
  resource: 'secrets',
  singularName: 'secret',
  shortNames: [],
  categories: [],
  verbs: STANDARD_VERBS,
  schema: Secret,
  listSchema: SecretList,
  strategy: secretStrategy,
  subresources: {},
  selectableFields: { type: (secret) => secret.text('type') },
  table: secretTable,
  deletion: {},
});
