import { kinds } from '../kinds/kinds.ts';
import { UndecodableError } from '../registry/stored-form/undecodable.ts';
import { type DiskStoreSpec, readStore } from '../storage/open-store.ts';
import type { KeyRange } from '../storage/store.ts';
import { exportOrder } from './object-order.ts';
import type { ObjectSource } from './object-source.ts';

// What services have been given: an import takes it anew for each of them.
const RECORDS: readonly string[] = ['/registry/ipaddresses/', '/registry/ranges/'];

/** The objects of a store on disk, also while a server has it open. */
export async function storeObjects(spec: DiskStoreSpec): Promise<ObjectSource> {
  const contents = await readStore(spec);
  const exported = exportOrder(kinds.map((kind) => ({ ...kind, namespaced: kind.strategy.namespaced })));
  const problems: string[] = [];
  return {
    version: String(contents.revision),
    count: contents.count,
    async *objects() {
      for (const { codec, keyPrefix } of exported) {
        for (const { key, value } of contents.records(below(keyPrefix))) {
          try {
            yield codec.cut(value.join('')).join('').trimEnd();
          } catch (error) {
            if (!(error instanceof UndecodableError)) throw error;
            problems.push(`${key} is left out: ${error.message}`);
          }
        }
      }
    },
    leftOut() {
      const known = [...exported.map(({ keyPrefix }) => keyPrefix), ...RECORDS];
      let others = 0;
      for (const range of besides(known)) for (const _ of contents.records(range)) others += 1;
      return others === 0
        ? problems
        : [...problems, `keys are left out that belong to no kind of this version: ${others}`];
    },
    close: () => contents.close(),
  };
}

/** The ranges of the keys that have none of some prefixes. */
function besides(prefixes: readonly string[]): KeyRange[] {
  const ranges = prefixes.toSorted().map(below);
  const starts = [FIRST, ...ranges.map(({ to }) => to)];
  return starts.map((from, i) => ({ from, to: ranges[i]?.from ?? LAST }));
}

// No key begins with either.
const FIRST = '\u0001';
const LAST = '\u{10ffff}';

function below(prefix: string): KeyRange {
  return { from: prefix, to: `${prefix}${LAST}` };
}
