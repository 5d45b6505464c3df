import { expect, test } from 'vitest';
import { answeringStore } from '../../src/storage/answered-writes.ts';
import { openMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { ABSENT } from '../../src/storage/store.ts';

const open = () => answeringStore(openMemoryStore({ historyEvents: 10, historyBytes: 1000 }));

test('the newest write of the keys that are noted is told, and no other', async () => {
  const store = open();
  const noted = store.answered(['/registry/roles/', '/registry/clusterroles/']);
  expect(noted.revision).toBe(0);
  await store.put('/registry/pods/a', ['a'], ABSENT);
  expect(noted.revision).toBe(0);
  const put = await store.put('/registry/roles/a', ['a'], ABSENT);
  const written = put.ok ? put.revision : 0;
  expect(noted.revision).toBe(written);
  await store.put('/registry/rolesx/a', ['a'], ABSENT);
  expect(noted.revision).toBe(written);
  await store.delete('/registry/roles/a', written);
  expect(noted.revision).toBe(await store.currentRevision());
});

test('a write that lost is none', async () => {
  const store = open();
  const noted = store.answered(['/registry/roles/']);
  await store.put('/registry/roles/a', ['a'], ABSENT);
  const before = noted.revision;
  expect(await store.put('/registry/roles/a', ['b'], ABSENT)).toMatchObject({ ok: false });
  expect(noted.revision).toBe(before);
});
