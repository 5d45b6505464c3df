import { expect, it } from 'vitest';
import { openMemoryStore } from '../../src/storage/memory/memory-store.ts';
import type { Store } from '../../src/storage/store.ts';
import { durabilityTests } from './suite/durability.ts';

it('notices a store that answers, shows or tells of a write before it is kept', async () => {
  const limits = { historyEvents: 100, historyBytes: 1_000_000 };
  const tests = new Map<string, (store: Store) => Promise<void>>();
  // What is opened again has nothing of what the store did.
  durabilityTests(
    (title, body) => void tests.set(title, body),
    async () => openMemoryStore(limits),
  );
  expect(tests.size).toBe(4);
  for (const [title, body] of tests) await expect(body(openMemoryStore(limits)), title).rejects.toThrow();
});
