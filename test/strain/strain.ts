#!/usr/bin/env node
// The long form of the check that no request keeps others waiting: each row of hard requests on a server of its own, at full size,
// while another client asks for /livez every 10 ms; the same requests go to a bare node:http server. Prints what each did; exits 1 where
// others waited for longer, it took too much memory, or was answered wrongly. A word as argument picks the rows that have it in their title.
import { strainClient } from './client.ts';
import { crowds } from './crowds.ts';
import { documents } from './documents.ts';
import { longTexts } from './long-texts.ts';
import { manyItems } from './many-items.ts';
import { patches } from './patches.ts';
import type { Row } from './row.ts';
import { selections } from './selections.ts';
import { startWatched, type WatchedServer } from './watched-server.ts';

const FULL = 1;
/** So much longer than on the bare server others may wait, in milliseconds: a third of what people notice. */
const MAX_WAIT_MS = 100;
const MAX_MEMORY_MIB = 200;
/** What takes longer than this is not waited for, in milliseconds. */
const MAX_ROW_MS = 60_000;

const [, , wanted = ''] = process.argv;
const rows = [...longTexts, ...manyItems, ...patches, ...selections, ...documents, ...crowds].filter(({ title }) => title.includes(wanted));
let failed = 0;
const bare = await startWatched('bare');
for (const row of rows) {
  const expected = (await strainOf(bare, row)).waitMs;
  const server = await startWatched('server');
  const { waitMs, memoryMiB, codes } = await strainOf(server, row);
  await server.stop();
  const faults = [
    waitMs - expected > MAX_WAIT_MS && 'waits',
    memoryMiB > MAX_MEMORY_MIB && 'memory',
    codes.some((code) => !row.codes.includes(code)) && 'codes',
  ].filter((fault) => fault !== false);
  failed += faults.length;
  const waits = `${waitMs.toFixed(0)} ms (bare ${expected.toFixed(0)})`;
  console.log(`${waits.padEnd(22)} ${memoryMiB.toFixed(0).padStart(5)} MiB  ${[...new Set(codes)].join(' ').padEnd(8)} ${row.title} ${faults.join(', ')}`);
}
await bare.stop();
process.exit(failed === 0 ? 0 : 1);

async function strainOf(server: WatchedServer, row: Row) {
  const client = strainClient(server.url);
  await row.before?.(client, FULL);
  let codes: readonly number[] = [];
  const limit = AbortSignal.timeout(MAX_ROW_MS);
  const late = new Promise<void>((resolve) => limit.addEventListener('abort', () => resolve()));
  const done = async (): Promise<void> => {
    codes = await row.run(client, FULL).catch(() => [0]);
  };
  const strain = await server.strainOf(() => Promise.race([done(), late]));
  client.close();
  return { ...strain, codes };
}
