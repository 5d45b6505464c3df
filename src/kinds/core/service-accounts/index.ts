import { ServiceAccount, ServiceAccountList } from '../../../../schemas/core/v1/service-account.ts';
import { ago } from '../../../apimachinery/table/human-duration.ts';
import { AGE_COLUMN, NAME_COLUMN } from '../../../apimachinery/table/table.ts';
import { defineResource, STANDARD_VERBS } from '../../../registry/definition/resource-definition.ts';
import { serviceAccountStrategy } from './strategy.ts';
import { serviceAccountToken } from './token.ts';

/** ServiceAccounts. */
export const serviceAccounts = defineResource<ServiceAccount>({
  kind: { group: '', version: 'v1', kind: 'ServiceAccount' },
  resource: 'serviceaccounts',
  singularName: 'serviceaccount',
  shortNames: ['sa'],
  categories: [],
  verbs: STANDARD_VERBS,
  schema: ServiceAccount,
  listSchema: ServiceAccountList,
  strategy: serviceAccountStrategy,
  subresources: { token: serviceAccountToken },
  table: {
    columns: [NAME_COLUMN, AGE_COLUMN],
    row: ({ metadata }, now) => ({ cells: [metadata.name ?? '', ago(metadata.creationTimestamp, now)] }),
  },
  deletion: { returnsObject: true },
});
