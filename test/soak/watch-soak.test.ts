import { expect, test } from 'vitest';
import { serve } from '../support/http.ts';
import { soak } from './watch-soak.ts';

const SHORT = { writers: 16, watchers: 60, pods: 100, writes: 600, milliseconds: 15_000, seed: 1 };

test('no watcher loses an event, gets one twice or out of order, whatever its connection goes through', async () => {
  // So few writes are kept that those who stay away have to list again.
  await using server = await serve({ watchHistoryEvents: 40 });
  const report = await soak({ ...SHORT, url: server.url });
  expect(report.writes).toBeGreaterThan(300);
  expect(report.streams).toBeGreaterThan(SHORT.watchers);
  // Each that does not begin with a watch has listed once.
  expect(report.lists).toBeGreaterThan((SHORT.watchers * 3) / 4);
});

test.each(['drop', 'double', 'reorder'] as const)(
  'the check notices a server that makes one event %s',
  async (mutation) => {
    await using server = await serve();
    const run = soak({ ...SHORT, url: server.url, watchers: 2, writes: 200, mutation });
    await expect(run).rejects.toThrow(expect.objectContaining({ name: 'WatchFault' }));
  },
);
