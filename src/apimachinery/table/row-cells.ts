import type { TableRow } from './table.ts';

/** The members of a row in a table but for its object, as JSON without the braces. */
export function rowCells({ cells, conditions }: TableRow): string {
  return JSON.stringify({ cells, conditions }).slice(1, -1);
}
