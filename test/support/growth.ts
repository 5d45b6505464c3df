import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** A piece of work whose size can be chosen. Resolves to the processor time that it took, in milliseconds. */
export type Work = (size: number) => Promise<number>;

/** How the processor time of a piece of work grows. */
export interface Growth {
  readonly size: number;
  /** By how much it takes longer at twice the size, without what it takes at any size. */
  readonly ratio: number;
  /** Milliseconds at `size` and at twice the size. */
  readonly milliseconds: readonly [number, number];
}

/** What may be: twice the work, and a bit for memory that does not fit the caches and for sorting. */
const MAX_RATIO = 2.7;
/** How often a suspicion is looked into anew before it counts. */
const ROUNDS = 4;
const TRIES = 3;
/** What is told apart at first sight needs no more: something else only ever makes it look worse at twice the size. */
const FIRST_TRIES = 2;
/** So many times what the request takes at any size it has to take before its growth can be told. */
const MATTERS = 3;
/** What takes so many milliseconds for twice of little needs no further look. */
const OBVIOUS_MS = 1_000;

/**
 * Runs `work` and resolves to the processor time, in milliseconds, that this thread has spent meanwhile, and the threads that a server
 * in it hands requests on to, where the system tells of them.
 */
export async function processorTime(work: () => Promise<void>): Promise<number> {
  const before = threadMicroseconds();
  const handedOnBefore = workerMicroseconds();
  await work();
  // A thread that has ended meanwhile takes its time with it.
  const handedOn = Math.max(0, workerMicroseconds() - handedOnBefore);
  return (threadMicroseconds() - before + handedOn) / 1000;
}

function threadMicroseconds(): number {
  // Linux brings the time of a thread up to date some hundred times a second only, or when that of the process is asked for.
  process.cpuUsage();
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

function workerMicroseconds(): number {
  if (process.platform !== 'linux') return 0;
  let sum = 0;
  for (const task of readdirSync(TASKS)) {
    let isWorker = workers.get(task);
    if (isWorker === undefined) {
      isWorker = contentOf(`${task}/comm`).startsWith('WorkerThread');
      workers.set(task, isWorker);
    }
    if (isWorker) sum += Number(contentOf(`${task}/schedstat`).split(' ', 1)[0]) / 1000;
  }
  return sum;
}

const TASKS = '/proc/self/task';

/** Which threads of this process are such; a thread does not become another. */
const workers = new Map<string, boolean>();

/** '' where the thread has ended. */
function contentOf(file: string): string {
  try {
    return readFileSync(`${TASKS}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/**
 * Finds out whether `work` grows faster than its size, from `size` on, and tells how; undefined where it does not. What other processes
 * do hardly shows in processor time, and what shows is not there in the shortest of several tries. A ratio that is too high has to be
 * so again, and at twice the size too: where memory is moved, or a table is enlarged, it is high only once.
 */
export async function excessiveGrowth(work: Work, size: number): Promise<Growth | undefined> {
  let least = await shortest(work, 1, FIRST_TRIES);
  let found: Growth | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    const at = round === 0 ? size : size * 2;
    const once = await shortest(work, at, round === 0 ? FIRST_TRIES : TRIES);
    const twice = await shortest(work, 2 * at, round === 0 ? 1 : TRIES);
    least = Math.min(least, once);
    const ratio = (twice - least) / Math.max(once - least, twice / 100);
    // Where the size hardly matters beside what any request takes, a ratio says nothing.
    if (!(ratio > MAX_RATIO) || twice < MATTERS * least) return undefined;
    found = { size: at, ratio, milliseconds: [once, twice] };
    if (twice > OBVIOUS_MS) break;
  }
  return found;
}

/** Expects that work takes twice as long for twice the size, and a bit; `prepare` makes what is not counted. */
export async function expectLinear(size: number, prepare: (size: number) => () => unknown): Promise<void> {
  const growth = await excessiveGrowth((of) => {
    const work = prepare(of);
    return processorTime(async () => void work());
  }, size);
  expect(growth).toBeUndefined();
}

async function shortest(work: Work, size: number, tries: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    least = Math.min(least, await work(size));
  }
  return least;
}
