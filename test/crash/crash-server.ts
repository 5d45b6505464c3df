// A server that keeps its data in a directory, for tests that kill it. Prints its address when it listens. With `early` it answers writes
// before they are on disk, which is what the tests are to notice.
import { completeConfig } from '../../src/config.ts';
import { createServer } from '../../src/server/server.ts';
import type { Database, Group } from '../../src/storage/lmdb/database.ts';
import { LmdbStore } from '../../src/storage/lmdb/lmdb-store.ts';
import { openLmdbParts } from '../../src/storage/lmdb/open-lmdb-store.ts';
import type { openStore } from '../../src/storage/open-store.ts';

// How long an early answer comes before the disk has it.
const EARLY_MS = 100;

const [directory = '', mode = '', historyEvents = '100000'] = process.argv.slice(2);
const completed = completeConfig({
  port: 0,
  logLevel: 'error',
  store: `lmdb:${directory}`,
  watchHistoryEvents: Number(historyEvents),
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
  return {
    get revision() {
      return database.revision;
    },
    get forgotten() {
      return database.forgotten;
    },
    pages: () => database.pages(),
    async write(group: Group) {
      setTimeout(() => void database.write(group), EARLY_MS);
    },
    close: () => database.close(),
  };
}
