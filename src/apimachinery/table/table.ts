/** A column of a kind's table: a `metav1.TableColumnDefinition`. */
export interface ColumnDefinition {
  readonly name: string;
  /** An OpenAPI type: `string`, `integer`, `date`. */
  readonly type: string;
  /** An OpenAPI format, or `name` for the column that names the object. */
  readonly format: string;
  readonly description: string;
  /** 0 for the columns that are always shown; clients show the others where there is room (`kubectl get -o wide`). */
  readonly priority: number;
}

/** What a row has to say about its object as a whole: a `metav1.TableRowCondition`. */
export interface RowCondition {
  readonly type: 'Completed';
  readonly status: 'True';
  readonly reason: string;
  readonly message: string;
}

/** The cells of one object, in the order of the columns. */
export interface TableRow {
  readonly cells: readonly (string | number | boolean)[];
  readonly conditions?: readonly RowCondition[] | undefined;
}

/** How objects of a kind are shown in a table, which is what `kubectl get` prints. */
export interface TableDescription<T> {
  readonly columns: readonly ColumnDefinition[];
  /** The row of an object as of `now`, in milliseconds since 1970. The object is not changed. */
  row(object: T, now: number): TableRow;
}

/** The column that every kind has first. */
export const NAME_COLUMN: ColumnDefinition = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description:
    'Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names',
  priority: 0,
};

const CREATION_DESCRIPTION =
  'CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata';

/** The column with the time since an object's creation. */
export const AGE_COLUMN: ColumnDefinition = {
  name: 'Age',
  type: 'string',
  format: '',
  description: CREATION_DESCRIPTION,
  priority: 0,
};

/** The column with the moment of an object's creation, which kinds have that describe no table of their own. */
export const CREATED_AT_COLUMN: ColumnDefinition = { ...AGE_COLUMN, name: 'Created At', type: 'date' };

/** A column of text. */
export function textColumn(name: string, description: string, priority = 0): ColumnDefinition {
  return { name, type: 'string', format: '', description, priority };
}
