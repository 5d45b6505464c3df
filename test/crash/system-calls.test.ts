import { describe, expect, test } from 'vitest';
import { emptyDirectory } from '../storage/lmdb/directories.ts';
import { canTrace, type SystemCall, systemCalls } from './system-calls.ts';

const WRITES = 20;

async function create(url: string): Promise<void> {
  for (let n = 0; n < WRITES; n += 1) {
    const response = await fetch(`${url}/api/v1/namespaces/default/configmaps`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ metadata: { name: `c${n}` }, data: { text: 'x'.repeat(5000) } }),
    });
    expect(response.status).toBe(201);
    await response.arrayBuffer();
  }
}

/** What came before each answer, and after the one before it. */
function beforeEach(calls: readonly SystemCall[]): string[] {
  return calls.join(' ').split('answer').slice(0, -1);
}

describe.runIf(canTrace())('the system calls of a server on disk', () => {
  test('show that each write is flushed before its answer leaves', async () => {
    const before = beforeEach(await systemCalls(emptyDirectory(), 'durable', create));
    expect(before).toHaveLength(WRITES);
    for (const calls of before) expect(calls).toMatch(/write .*flush/);
  });

  test('show where answers leave before that', async () => {
    const before = beforeEach(await systemCalls(emptyDirectory(), 'early', create));
    expect(before.some((calls) => !/write .*flush/.test(calls))).toBe(true);
  });
});
