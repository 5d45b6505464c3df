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
  const problems: string[] = [];
  let known = 0;
  return {
    version: String(contents.revision),
    count: contents.count,
    async *objects() {
      for (const { codec, keyPrefix } of exportOrder(
        kinds.map((kind) => ({ ...kind, namespaced: kind.strategy.namespaced })),
      )) {
        for (const { key, value } of contents.records(below(keyPrefix))) {
          known += 1;
          try {
            yield codec.cut(value.join('')).join('').trimEnd();
          } catch (error) {
            if (!(error instanceof UndecodableError)) throw error;
            problems.push(`${key} is left out: ${error.message}`);
          }
        }
      }
      for (const prefix of RECORDS) for (const _ of contents.records(below(prefix))) known += 1;
    },
    leftOut() {
      const others = contents.count - known;
      return others === 0
        ? problems
        : [...problems, `${others} keys are left out, which belong to no kind of this version`];
    },
    close: () => contents.close(),
  };
}

function below(prefix: string): KeyRange {
  return { from: prefix, to: `${prefix}\u{10ffff}` };
}
