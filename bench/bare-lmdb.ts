#!/usr/bin/env node
// The yardsticks of the store on disk, as programs of their own: bare-lmdb.ts put DIRECTORY SECONDS writes one value of 5 KB over and over
// and waits for each flush, and prints how many it wrote a second; bare-lmdb.ts read DIRECTORY makes a string of each value that a
// server has kept there, prints how many there are, and stays.
import { open } from 'lmdb';

const [action = '', directory = '', seconds = ''] = process.argv.slice(2);
const env = open<Buffer, Buffer>({
  path: directory,
  noSubdir: false,
  encoding: 'binary',
  keyEncoding: 'binary',
  maxDbs: 4,
  overlappingSync: false,
});

if (action === 'put') await put(Number(seconds));
else read();

async function put(duration: number): Promise<void> {
  const table = env.openDB<Buffer, Buffer>({ name: 'writes', encoding: 'binary', keyEncoding: 'binary' });
  const value = Buffer.alloc(5_000, 'v');
  const ends = performance.now() + duration * 1000;
  let writes = 0;
  for (; performance.now() < ends; writes += 1) {
    value.writeUInt32BE(writes, 0);
    await table.put(Buffer.from(`key-${writes % 1000}`), value);
  }
  console.log(JSON.stringify({ url: `${writes / duration}` }));
  await env.close();
}

function read(): void {
  const table = env.openDB<Buffer, Buffer>({ name: 'writes', encoding: 'binary', keyEncoding: 'binary' });
  const strings = Array.from(table.getRange({}), ({ key, value }) => [key.toString(), value.toString()]);
  console.log(JSON.stringify({ url: `${strings.length}` }));
  setInterval(() => strings, 1_000_000);
}
