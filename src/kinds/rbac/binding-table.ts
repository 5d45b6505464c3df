import type { RoleRef, Subject } from '../../../schemas/rbac/v1/role-binding.ts';
import type { ApiObject } from '../../apimachinery/api-object.ts';
import { ago } from '../../apimachinery/table/human-duration.ts';
import {
  AGE_COLUMN,
  type ColumnDefinition,
  NAME_COLUMN,
  type TableDescription,
} from '../../apimachinery/table/table.ts';

interface Binding extends ApiObject {
  subjects?: Subject[] | undefined;
  roleRef: RoleRef;
}

const wide = (name: string): ColumnDefinition => ({
  name,
  type: 'string',
  format: '',
  description: `${name} that are given the role`,
  priority: 1,
});

/** Bindings as `kubectl get rolebindings` and `kubectl get clusterrolebindings` show them. */
export const bindingTable: TableDescription<Binding> = {
  columns: [
    NAME_COLUMN,
    { name: 'Role', type: 'string', format: '', description: 'The role that is given', priority: 0 },
    AGE_COLUMN,
    wide('Users'),
    wide('Groups'),
    wide('ServiceAccounts'),
  ],
  row: ({ metadata, roleRef, subjects = [] }, now) => ({
    cells: [
      metadata.name ?? '',
      `${roleRef.kind}/${roleRef.name}`,
      ago(metadata.creationTimestamp, now),
      ...['User', 'Group'].map((kind) =>
        subjects
          .filter((subject) => subject.kind === kind)
          .map(({ name }) => name)
          .join(', '),
      ),
      subjects
        .filter(({ kind }) => kind === 'ServiceAccount')
        .map(({ namespace = '', name }) => `${namespace}/${name}`)
        .join(', '),
    ],
  }),
};
