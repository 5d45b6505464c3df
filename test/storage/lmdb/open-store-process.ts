// Opens the store of a directory, writes a key, says so, and stays until it is killed; where it is refused it says why.
import { openLmdbStore } from '../../../src/storage/lmdb/open-lmdb-store.ts';
import { ABSENT } from '../../../src/storage/store.ts';

const [directory = ''] = process.argv.slice(2);
try {
  const store = await openLmdbStore(directory, { historyEvents: 100, historyBytes: 1_000_000 });
  await store.put('/from-there', ['x'], ABSENT);
  console.info(`open ${process.pid}`);
  setInterval(() => {}, 60_000);
} catch (error) {
  console.info(error instanceof Error ? error.message : String(error));
}
