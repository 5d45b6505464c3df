import type { RootDatabase, Database as Table } from 'lmdb';
import { decodeWrite, encodeWrite, type KeptWrite } from './encoding.ts';

/** The names of the tables; that of the form comes first, so that a file without it is somebody else's. */
export const TABLES = ['meta', 'current', 'writes', 'expiries'] as const;

/** The form in which everything is kept. A version that keeps it otherwise counts on. */
export const THIS_FORMAT = 1;

/** Under which keys `meta` has numbers: of the newest write, of the newest that is forgotten, and of the form. */
export const REVISION = Buffer.from('revision');
export const COMPACTED = Buffer.from('compacted');
export const FORMAT = Buffer.from('format');

/**
 * The tables of an LMDB store. What is written is in `writes` once, in the order in which it was written, so that new text stands
 * behind the old one: by revision, each write with its key. Of a key there are the newest write, unless that was a deletion, and what is
 * remembered of its past. `current` has the revision of the newest write of each key that there is, `expiries` when keys are to go,
 * `meta` the numbers named above.
 */
export interface Tables {
  readonly meta: Table<Buffer, Buffer>;
  readonly current: Table<Buffer, Buffer>;
  readonly writes: Table<KeptWrite, Buffer>;
  readonly expiries: Table<Buffer, Buffer>;
}

/** Takes the tables of an environment, and makes those that are missing: there must be room for them. */
export function openTables(env: RootDatabase<Buffer, Buffer>): Tables {
  const table = (name: (typeof TABLES)[number]): Table<Buffer, Buffer> =>
    env.openDB<Buffer, Buffer>({ name, encoding: 'binary', keyEncoding: 'binary' });
  const meta = table('meta');
  const current = table('current');
  // Decoded where it lies: a copy of each write would take longer than reading it. The library declares no encoder.
  const options = {
    name: 'writes',
    keyEncoding: 'binary',
    encoder: { encode: encodeWrite, decode: decodeWrite },
  } as const;
  const writes = env.openDB<KeptWrite, Buffer>(options);
  return { meta, current, writes, expiries: table('expiries') };
}
