import type { Secret } from '../../../../schemas/core/v1/secret.ts';
import { ago } from '../../../apimachinery/table/human-duration.ts';
import { AGE_COLUMN, NAME_COLUMN, type TableDescription, textColumn } from '../../../apimachinery/table/table.ts';

/** Secrets as `kubectl get secrets` shows them. */
export const secretTable: TableDescription<Secret> = {
  columns: [
    NAME_COLUMN,
    textColumn(
      'Type',
      'Used to facilitate programmatic handling of secret data. More info: https://kubernetes.io/docs/concepts/configuration/secret/#secret-types',
    ),
    textColumn(
      'Data',
      "Data contains the secret data. Each key must consist of alphanumeric characters, '-', '_' or '.'. The serialized form of the secret data is a base64 encoded string, representing the arbitrary (possibly non-string) data value here. Described in https://tools.ietf.org/html/rfc4648#section-4",
    ),
    AGE_COLUMN,
  ],
  row: ({ metadata, type, data = {} }, now) => ({
    cells: [metadata.name ?? '', type ?? '', Object.keys(data).length, ago(metadata.creationTimestamp, now)],
  }),
};
