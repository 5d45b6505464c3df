import type { ConfigMap } from '../../../../schemas/core/v1/config-map.ts';
import { ago } from '../../../apimachinery/table/human-duration.ts';
import { AGE_COLUMN, NAME_COLUMN, type TableDescription, textColumn } from '../../../apimachinery/table/table.ts';

/** ConfigMaps as `kubectl get configmaps` shows them. */
export const configMapTable: TableDescription<ConfigMap> = {
  columns: [
    NAME_COLUMN,
    textColumn(
      'Data',
      "Data contains the configuration data. Each key must consist of alphanumeric characters, '-', '_' or '.'. Values with non-UTF-8 byte sequences must use the BinaryData field. The keys stored in Data must not overlap with the keys in the BinaryData field, this is enforced during validation process.",
    ),
    AGE_COLUMN,
  ],
  row: ({ metadata, data = {}, binaryData = {} }, now) => ({
    cells: [
      metadata.name ?? '',
      Object.keys(data).length + Object.keys(binaryData).length,
      ago(metadata.creationTimestamp, now),
    ],
  }),
};
