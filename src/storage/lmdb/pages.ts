/** How much of a data file is taken. Pages are of one size. */
export interface Pages {
  readonly pageBytes: number;
  /** Those up to the last that was ever used. */
  readonly used: number;
  /** Those among them that are free again. */
  readonly free: number;
}

interface TreeStats {
  readonly pageSize: number;
  readonly treeBranchPageCount: number;
  readonly treeLeafPageCount: number;
  readonly overflowPages: number;
}

interface Stats {
  readonly lastPageNumber: number;
  readonly root: TreeStats;
  readonly free: TreeStats;
}

/** What tells of its pages; the library declares that as `{}`. */
interface Counted {
  getStats(): object;
}

// Two pages at the beginning of the file say where everything is.
const META_PAGES = 2;

/** Counts the pages of an environment with its tables, those that are free only where they are asked for: before the next write. */
export function countPages(environment: Counted, tables: readonly Counted[]): Pages {
  const { lastPageNumber, free, root } = environment.getStats() as Stats;
  const used = lastPageNumber + 1;
  return {
    pageBytes: root.pageSize,
    used,
    get free() {
      const trees = [free, root, ...tables.map((table) => table.getStats() as TreeStats)];
      const taken = trees.reduce((sum, tree) => sum + pagesOf(tree), META_PAGES);
      return Math.max(0, used - taken);
    },
  };
}

function pagesOf({ treeBranchPageCount, treeLeafPageCount, overflowPages }: TreeStats): number {
  return treeBranchPageCount + treeLeafPageCount + overflowPages;
}
