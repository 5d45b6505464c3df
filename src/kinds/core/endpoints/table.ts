import type { Endpoints } from '../../../../schemas/core/v1/endpoints.ts';
import { ago } from '../../../apimachinery/table/human-duration.ts';
import { AGE_COLUMN, NAME_COLUMN, type TableDescription, textColumn } from '../../../apimachinery/table/table.ts';

const MOST_SHOWN = 3;

/** Endpoints as `kubectl get endpoints` shows them. */
export const endpointsTable: TableDescription<Endpoints> = {
  columns: [
    NAME_COLUMN,
    textColumn(
      'Endpoints',
      'The set of all endpoints is the union of all subsets. Addresses are placed into subsets according to the IPs they share. A single address with multiple ports, some of which are ready and some of which are not (because they come from different containers) will result in the address being displayed in different subsets for the different ports. No address will appear in both Addresses and NotReadyAddresses in the same subset. Sets of addresses and ports that comprise a service.',
    ),
    AGE_COLUMN,
  ],
  row: (endpoints, now) => ({
    cells: [endpoints.metadata.name ?? '', addressesOf(endpoints), ago(endpoints.metadata.creationTimestamp, now)],
  }),
};

/** The addresses that are ready, each with each of its ports: the first of them, and how many there are beside. */
function addressesOf({ subsets = [] }: Endpoints): string {
  if (subsets.length === 0) return '<none>';
  const shown: string[] = [];
  let count = 0;
  for (const { addresses = [], ports = [] } of subsets) {
    const suffixes = ports.length === 0 ? [undefined] : ports.map(({ port }) => port);
    count += addresses.length * suffixes.length;
    for (const port of suffixes) {
      for (const { ip } of addresses.slice(0, MOST_SHOWN - shown.length)) {
        shown.push(port === undefined ? ip : `${ip.includes(':') ? `[${ip}]` : ip}:${port}`);
      }
    }
  }
  const text = shown.join(',');
  return count > MOST_SHOWN ? `${text} + ${count - MOST_SHOWN} more...` : text;
}
