#!/usr/bin/env node
// npm run bench -- [--seconds 5] [--rounds 5] [--memory-seconds 60] [--only rates|durable|create|lists|event-loop|watches|memory|start|in-process|cri]
import { parseArgs } from 'node:util';
import type { Plan, Row } from './compare-rates.ts';
import { measureContainerRuntime } from './measure-container-runtime.ts';
import { measureDurable } from './measure-durable.ts';
import { measureEventLoop, measureLists } from './measure-lists.ts';
import { measureWatches } from './measure-watches.ts';
import { measureCreate, measureMemory, measureProcessStart, measureRates, measureStartServer } from './measures.ts';

const MEASURES = {
  rates: measureRates,
  durable: measureDurable,
  create: measureCreate,
  lists: measureLists,
  'event-loop': measureEventLoop,
  watches: measureWatches,
  memory: measureMemory,
  start: measureProcessStart,
  'in-process': measureStartServer,
  cri: measureContainerRuntime,
} satisfies Readonly<Record<string, (plan: Plan) => Promise<Row[]>>>;

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '5' },
    'memory-seconds': { type: 'string', default: '60' },
    only: { type: 'string' },
  },
});
const plan: Plan = {
  seconds: Number(flags.seconds),
  rounds: Number(flags.rounds),
  memorySeconds: Number(flags['memory-seconds']),
};
const chosen = Object.entries(MEASURES).filter(([name]) => flags.only === undefined || flags.only === name);
if (chosen.length === 0) throw new Error(`--only takes one of ${Object.keys(MEASURES).join(', ')}`);

const rows: Row[] = [];
for (const [name, measure] of chosen) {
  console.error(`measuring ${name} ...`);
  rows.push(...(await measure(plan)));
}
console.table(rows.map(readable));
for (const { measure, busy } of rows) {
  if (busy === undefined || Math.min(busy[0], busy[1]) > 0.9) continue;
  const why = busy[2] > 0.9 ? 'the load generator was the limit' : 'this machine had other work';
  console.log(`${measure}: a server was not busy throughout, since ${why}; the ratio of CPU time says more.`);
}

/** A row for people: the ratio, or the figure where there is none, beside its target. */
function readable({
  measure,
  bare,
  podledger,
  unit,
  ratio,
  ratioOfProcessorTime,
  p99,
  busy,
  target,
  wanted,
}: Row): object {
  const figure = ratio ?? podledger;
  const met = wanted === 'at least' ? figure >= target : figure <= target;
  const rounded = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
  return {
    measure,
    'bare node:http': bare === undefined ? '' : `${rounded(bare)} ${unit}`,
    podledger: `${rounded(podledger)} ${unit}`,
    ratio: ratio === undefined ? '' : ratio.toFixed(2),
    'of CPU time': ratioOfProcessorTime === undefined ? '' : ratioOfProcessorTime.toFixed(2),
    'p99 ms': p99 ?? '',
    busy: busy === undefined ? '' : busy.map((share) => share.toFixed(2)).join(', '),
    target: `${wanted} ${target}${ratio === undefined ? ` ${unit}` : ''}`,
    met: met ? 'yes' : 'NO',
  };
}
