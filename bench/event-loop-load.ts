#!/usr/bin/env node
// The client of event-loop-delay.ts: event-loop-load.ts URL PODS FILLER. It names each thing that it does on a line before and
// after, and waits for a line in between.
import { once } from 'node:events';
import { createPods } from './create-pods.ts';
import { podPath } from './pods.ts';
import { send } from './processes.ts';
import { readList } from './read-list.ts';

const [, , url = '', pods = '', filler = ''] = process.argv;
const WARM_UPS = 3;
const SETTLE_MS = 500;

async function measured(name: string, work: () => Promise<unknown>): Promise<void> {
  // What was there before is not to be counted, such as the collection of its garbage.
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  console.log(name);
  await once(process.stdin, 'data');
  await work();
  console.log(name);
  await once(process.stdin, 'data');
}

await createPods(url, Number(pods), Number(filler));
for (let round = 0; round < WARM_UPS; round += 1) await readList(url, podPath());
await measured('list', () => readList(url, podPath()));
await measured('deletecollection', () => send('DELETE', `${url}${podPath()}?gracePeriodSeconds=0`));
process.exit(0);
