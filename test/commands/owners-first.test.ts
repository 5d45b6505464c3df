import { expect, test } from 'vitest';
import { ownersFirst } from '../../src/commands/owners-first.ts';

const object = (uid: string, ...owners: string[]) =>
  JSON.stringify({
    metadata: { uid, ...(owners.length > 0 && { ownerReferences: owners.map((of) => ({ uid: of })) }) },
  });

async function uidsOf(documents: readonly string[], limit = 10_000): Promise<string> {
  async function* all(): AsyncGenerator<string> {
    yield* documents;
  }
  const uids: string[] = [];
  for await (const document of ownersFirst(all(), limit)) uids.push(JSON.parse(document).metadata.uid);
  return uids.join(' ');
}

test('what has no owners, or comes behind them, stays where it is', async () => {
  expect(await uidsOf([object('a'), object('b', 'a'), object('c', 'b', 'a'), object('d')])).toBe('a b c d');
});

test('no object comes before its owners, however long the line of them is', async () => {
  expect(await uidsOf([object('a', 'b'), object('b', 'c', 'd'), object('c', 'd'), object('d')])).toBe('d c b a');
});

test('owners that do not come are not waited for beyond the end, or each other', async () => {
  expect(await uidsOf([object('a', 'lost'), object('b', 'c'), object('c', 'b'), object('d')])).toBe('d a b c');
});

test('the first go on without their owners where too much waits', async () => {
  const all = [object('a', 'd'), object('b', 'd'), object('c', 'd'), object('d')];
  expect(await uidsOf(all, (all[0] ?? '').length * 2)).toBe('a d b c');
});

test('what is no object is handed on', async () => {
  async function* all(): AsyncGenerator<string> {
    yield* ['{}', '{"metadata":{"ownerReferences":[null,{}]}}', '{"metadata":null}'];
  }
  const handedOn: string[] = [];
  for await (const document of ownersFirst(all(), 1000)) handedOn.push(document);
  expect(handedOn.toSorted()).toEqual(['{"metadata":null}', '{"metadata":{"ownerReferences":[null,{}]}}', '{}']);
});
