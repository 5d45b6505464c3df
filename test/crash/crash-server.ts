// A server that keeps its data in a directory, for tests that kill it. Prints its address when it listens. With `early` it answers writes
// before they are on disk, which is what the tests are to notice.
import { completeConfig } from '../../src/config.ts';
import { createServer } from '../../src/server/server.ts';
import type { Database, Group } from '../../src/storage/lmdb/database.ts';
import { LmdbStore } from '../../src/storage/lmdb/lmdb-store.ts';
import { openLmdbParts } from '../../src/storage/lmdb/open-lmdb-store.ts';
import type { openStore } from '../../src/storage/open-store.ts';
import type { StoreEntry } from '../../src/storage/store-entry.ts';

// How long an early answer comes before the disk has it.
const EARLY_MS = 100;

const [directory = '', mode = ''] = process.argv.slice(2);
const completed = completeConfig({
  port: 0,
  logLevel: 'error',
  store: `lmdb:${directory}`,
  watchHistoryEvents: 100_000,
  watchHistoryBytes: 256 * 1024 * 1024,
});
if (!completed.ok) throw new Error(completed.problem);
const openEarly: typeof openStore = async (_, options) => {
  const parts = await openLmdbParts(directory, options);
  return new LmdbStore({ ...parts, database: early(parts.database) }, options);
};
const { url } = await (mode === 'early' ? createServer(completed.config, openEarly) : createServer(completed.config));
console.info(url);

/** A database that says that a group is durable before it is. */
function early(database: Pick<Database, keyof Database>): Pick<Database, keyof Database> {
  const said = new Map<string, StoreEntry | undefined>();
  return {
    get format() {
      return database.format;
    },
    get revision() {
      return database.revision;
    },
    get compacted() {
      return database.compacted;
    },
    get forgotten() {
      return database.forgotten;
    },
    refresh: () => database.refresh(),
    get: (key) => (said.has(key) ? said.get(key) : database.get(key)),
    entries: (range, limit) => database.entries(range, limit),
    newestWrites: () => database.newestWrites(),
    expiring: () => database.expiring(),
    pages: () => database.pages(),
    async write(group: Group) {
      for (const entry of group.puts) said.set(entry.key, entry);
      for (const key of group.deletes) said.set(key, undefined);
      setTimeout(() => void database.write(group), EARLY_MS);
    },
    writeFormat: () => database.writeFormat(),
    close: () => database.close(),
  };
}
