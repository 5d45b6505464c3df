import { EventEmitter } from 'node:events';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { WatchFunction } from '../../src/cri/cni/watch-directory.ts';
import { holdNetworkConfig } from '../../src/cri/network-config.ts';
import { createLogger } from '../../src/process/log.ts';
import { eventually } from '../support/eventually.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { conflist, put } from './support/networks.ts';
import { temporaryDirectory } from './support/servers.ts';

/** Holds the networks of a directory; `logged` has what was noticed without a call of refresh. */
function hold(directory: string, watch?: WatchFunction) {
  const clock = fakeClock();
  const logged: string[] = [];
  const stream = { write: (line: string) => logged.push(JSON.parse(line).msg) };
  const logger = createLogger('info', { stdout: stream, stderr: stream });
  const holder = holdNetworkConfig({ directory, clock, logger, watch });
  onTestFinished(() => holder.close());
  const noticed = (name: string) =>
    eventually(() => expect(logged).toContain(`CNI: loaded ${name}; the default network is ${name}`));
  return { clock, logged, holder, noticed };
}

const cannotWatch: WatchFunction = () => {
  throw Object.assign(new Error('ENOSPC: System limit for number of file watchers reached'), { code: 'ENOSPC' });
};

test('a change in the directory is noticed without a call, while the clock stands still', async () => {
  const directory = await temporaryDirectory();
  const { noticed } = hold(directory);
  await put(directory, 'net.conflist', conflist('first'));
  await noticed('first');
  await put(directory, 'net.conflist', conflist('second'));
  await noticed('second');
});

test('where the directory cannot be watched, a change is noticed after 5 s', async () => {
  const directory = await temporaryDirectory();
  const { clock, logged, noticed } = hold(directory, cannotWatch);
  await put(directory, 'net.conflist', conflist('first'));
  clock.pass(4_999);
  expect(logged).toEqual([]);
  clock.pass(1);
  await noticed('first');
  await put(directory, 'net.conflist', conflist('second'));
  clock.pass(5_000);
  await noticed('second');
});

test('a directory that comes into being is noticed after 5 s, and watched from then on', async () => {
  const directory = join(await temporaryDirectory(), 'net.d');
  const { clock, noticed } = hold(directory);
  await mkdir(directory);
  await put(directory, 'net.conflist', conflist('first'));
  clock.pass(5_000);
  await noticed('first');
  await put(directory, 'net.conflist', conflist('second'));
  await noticed('second');
});

test('a directory that is removed and made again is watched again', async () => {
  const directory = join(await temporaryDirectory(), 'net.d');
  await mkdir(directory);
  const { clock, noticed } = hold(directory);
  await put(directory, 'net.conflist', conflist('first'));
  await noticed('first');
  await rm(directory, { recursive: true });
  await mkdir(directory);
  await put(directory, 'net.conflist', conflist('second'));
  clock.pass(5_000);
  await noticed('second');
  await put(directory, 'net.conflist', conflist('third'));
  await noticed('third');
});

test('a directory that is replaced is noticed, and the new one is watched', async () => {
  const parent = await temporaryDirectory();
  const [directory, next] = [join(parent, 'net.d'), join(parent, 'next')];
  await mkdir(directory);
  await mkdir(next);
  await put(next, 'net.conflist', conflist('first'));
  const { clock, noticed } = hold(directory);
  await rename(directory, join(parent, 'old'));
  await rename(next, directory);
  clock.pass(5_000);
  await noticed('first');
  await put(directory, 'net.conflist', conflist('second'));
  await noticed('second');
});

test('a watch that fails is taken up again after 5 s', async () => {
  const directory = await temporaryDirectory();
  const watchers: (EventEmitter & { changed: () => void })[] = [];
  const { clock, noticed } = hold(directory, (_, __, changed) => {
    const watcher = Object.assign(new EventEmitter(), { changed, close: () => {} });
    watchers.push(watcher);
    return watcher;
  });
  const watched = (times: number) => eventually(() => expect(watchers).toHaveLength(times));
  await watched(1);
  watchers[0]?.emit('error', new Error('the file system is gone'));
  clock.pass(5_000);
  await watched(2);
  await put(directory, 'net.conflist', conflist('net'));
  watchers[1]?.changed();
  await noticed('net');
});

test('nothing is noticed once it is closed', async () => {
  const directory = await temporaryDirectory();
  const { clock, holder, logged } = hold(directory);
  holder.close();
  await put(directory, 'net.conflist', conflist('net'));
  clock.pass(60_000);
  // A refresh that was under way would have ended before this one does.
  await hold(directory).holder.refresh();
  expect(logged).toEqual([]);
});
