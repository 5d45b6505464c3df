import { describe, expect, test } from 'vitest';
import type { EventEncoder } from '../../src/watch/frames.ts';
import { IS_SLOW } from '../support/registry.ts';
import { bench, fakeSink, turn, WORDS } from './support.ts';

describe('a watch', () => {
  test('is told of each write after its start, once and in order', async () => {
    const { write, watch } = await bench();
    await write('a', 'one');
    const seen = watch();
    await write('a', 'two');
    await write('b', 'new');
    await write('a', undefined);
    await turn();
    expect(seen.events).toEqual(['MODIFIED 2 two', 'ADDED 3 new', 'DELETED 4 two']);
  });

  test('that begins in the past is told what was, then what is, without a gap', async () => {
    const { write, watch } = await bench();
    for (const text of ['1', '2', '3']) await write('a', text);
    const seen = watch({ after: 1 });
    await write('a', '4');
    await turn();
    expect(seen.events).toEqual(['MODIFIED 2 2', 'MODIFIED 3 3', 'MODIFIED 4 4']);
  });

  test('that begins in the middle of a turn is told each write of that turn once', async () => {
    const { store, cache, watch } = await bench();
    const early = watch();
    await store.put('/registry/things/a', ['1'], 0);
    await cache.fresh();
    // The write is seen, and nobody was told of it yet.
    const after = watch({ after: 1 });
    const before = watch({ after: 0 });
    const whole = watch({ state: true });
    await store.put('/registry/things/a', ['2'], 1);
    await cache.fresh();
    await turn();
    expect(early.events).toEqual(['ADDED 1 1', 'MODIFIED 2 2']);
    expect(before.events).toEqual(['ADDED 1 1', 'MODIFIED 2 2']);
    expect(whole.events).toEqual(['ADDED 1 1', 'MODIFIED 2 2']);
    expect(after.events).toEqual(['MODIFIED 2 2']);
  });

  test('that begins with the state is told of it in key order, then where it ends', async () => {
    const { write, watch } = await bench();
    for (const name of ['c', 'a', 'b']) await write(name, name);
    const seen = watch({ state: true, terms: { endsInitialEvents: true } });
    await write('a', 'later');
    await turn();
    expect(seen.events).toEqual(['ADDED 2 a', 'ADDED 3 b', 'ADDED 1 c', 'BOOKMARK 3 end', 'MODIFIED 4 later']);
  });

  test('that begins with a large state is told of it in stretches, and of what happens meanwhile afterwards', async () => {
    const { write, watch } = await bench();
    const text = 'x'.repeat(10_000);
    for (let i = 0; i < 20; i += 1) await write(`t${String(i).padStart(2, '0')}`, text);
    const seen = watch({ state: true, terms: { endsInitialEvents: true } });
    expect(seen.events.length).toBeLessThan(20);
    await write('t00', 'changed');
    for (let i = 0; i < 5; i += 1) await turn();
    expect(seen.events.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, i) => `ADDED ${i + 1} ${text}`));
    expect(seen.events.slice(20)).toEqual(['BOOKMARK 20 end', 'MODIFIED 21 changed']);
    expect(Math.max(...seen.writes.map((frames) => frames.length))).toBeLessThan(10);
  });

  test('that begins with a large state of which it selects little is told of all of that', async () => {
    const { write, watch } = await bench();
    for (let i = 0; i < 2_500; i += 1) await write(`t${i}`, i % 1_000 === 999 ? 'x' : 'y');
    const matches = ({ value }: { value: readonly string[] }): boolean => value[0] === 'x';
    const seen = watch({ state: true, predicate: { matches, identity: 'x' }, terms: { endsInitialEvents: true } });
    for (let i = 0; i < 5; i += 1) await turn();
    expect(seen.events).toEqual(['ADDED 2000 x', 'ADDED 1000 x', 'BOOKMARK 2500 end']);
  });

  test('that begins in the future is told of what comes after that', async () => {
    const { write, watch } = await bench();
    const seen = watch({ after: 2 });
    for (const text of ['1', '2', '3', '4']) await write('a', text);
    await turn();
    await write('a', '5');
    await turn();
    expect(seen.events).toEqual(['MODIFIED 3 3', 'MODIFIED 4 4', 'MODIFIED 5 5']);
  });

  test('is not told of other kinds, whose names begin alike', async () => {
    const { store, cache, watch } = await bench();
    const seen = watch();
    await store.put('/registry/thingsets/a', ['no'], 0);
    await store.put('/registry/things/a', ['yes'], 0);
    await cache.fresh();
    await turn();
    expect(seen.events).toEqual(['ADDED 2 yes']);
  });
});

describe('a selective watch', () => {
  const startsWith = (letter: string) => ({
    matches: ({ value }: { value: readonly string[] }) => value[0]?.startsWith(letter) === true,
    identity: letter,
  });

  test('is told that what comes to match is added, and what no longer does is deleted as it last was', async () => {
    const { write, watch } = await bench();
    const live = watch({ predicate: startsWith('x') });
    for (const text of ['y1', 'x2', 'x3', 'y4', 'y5', 'x6', undefined]) await write('a', text);
    await turn();
    const expected = ['ADDED 2 x2', 'MODIFIED 3 x3', 'DELETED 4 x3', 'ADDED 6 x6', 'DELETED 7 x6'];
    expect(live.events).toEqual(expected);
    expect(watch({ predicate: startsWith('x'), after: 0 }).events).toEqual(expected);
  });

  test('of one namespace, of one object, or by a field is told of those alone', async () => {
    const { write, watch } = await bench();
    const trigger = {
      field: 'first',
      value: 'x',
      read: ({ value }: { value: readonly string[] }) => value[0]?.[0] ?? '',
      isKept: () => false,
    };
    const prefix = '/registry/things/n/';
    const seen = {
      all: watch(),
      namespace: watch({ predicate: { prefix, identity: 'n' } }),
      object: watch({ predicate: { prefix, key: `${prefix}a`, identity: 'n/a' } }),
      field: watch({ predicate: { trigger, identity: 'x' } }),
      both: watch({ predicate: { trigger, prefix, identity: 'n x' } }),
    };
    for (const [name, text] of [
      ['n/a', 'x1'],
      ['n/b', 'y2'],
      ['m/a', 'x3'],
      ['n/b', 'x4'],
      ['n/a', 'y5'],
      ['m/a', undefined],
    ] as const) {
      await write(name, text);
    }
    await turn();
    expect(seen.all.events).toHaveLength(6);
    expect(seen.namespace.events).toEqual(['ADDED 1 x1', 'ADDED 2 y2', 'MODIFIED 4 x4', 'MODIFIED 5 y5']);
    expect(seen.object.events).toEqual(['ADDED 1 x1', 'MODIFIED 5 y5']);
    expect(seen.field.events).toEqual(['ADDED 1 x1', 'ADDED 3 x3', 'ADDED 4 x4', 'DELETED 5 x1', 'DELETED 6 x3']);
    expect(seen.both.events).toEqual(['ADDED 1 x1', 'ADDED 4 x4', 'DELETED 5 x1']);
  });
});

describe('many watches', () => {
  // A store that is far away tells of no two writes in one turn.
  test.skipIf(IS_SLOW)(
    'of the same are written once each for all writes of a turn, which are encoded once',
    async () => {
      let encoded = 0;
      const counting: EventEncoder = {
        ...WORDS,
        change: (change, isFirst) => {
          encoded += 1;
          return WORDS.change(change, isFirst);
        },
      };
      const { store, cache, watch } = await bench();
      const alike = Array.from({ length: 10 }, () => watch({ encoder: counting }));
      const other = watch({ encoder: counting, predicate: { prefix: '/registry/things/n/', identity: 'n' } });
      for (const name of ['a', 'b', 'c']) await store.put(`/registry/things/n/${name}`, [name], 0);
      await cache.fresh();
      await turn();
      for (const { writes } of [...alike, other]) expect(writes).toEqual([['ADDED 1 a', 'ADDED 2 b', 'ADDED 3 c']]);
      expect(encoded).toBe(3);
    },
  );

  test('of one kind cost another kind nothing', async () => {
    let looked = 0;
    const { store, cache, watch } = await bench();
    const matches = (): boolean => {
      looked += 1;
      return true;
    };
    watch({ predicate: { matches, identity: 'counts' } });
    await store.put('/registry/others/a', ['1'], 0);
    await cache.fresh();
    await turn();
    expect(looked).toBe(0);
  });
});

describe('a slow client', () => {
  test('is cut off where too much waits for all slow clients together, and others may wait again then', async () => {
    const { watch, write, watches } = await bench();
    // Each of another selection, so that nothing is shared.
    const open = (identity: string) => watch({ predicate: { identity } });
    const slow = Array.from({ length: 10 }, (_, i) => open(`s${i}`));
    for (const sink of slow) sink.isSlow = true;
    await write('a', 'x'.repeat(8 * 1024 * 1024));
    watches.flush();
    const states = slow.map(({ state }) => state);
    expect(states.filter((state) => state === 'open')).toHaveLength(7);
    expect(states.filter((state) => state === 'destroyed')).toHaveLength(3);
    const still = slow.filter(({ state }) => state === 'open');
    for (const sink of still) {
      sink.isSlow = false;
      sink.drain();
    }
    const late = open('late');
    late.isSlow = true;
    await write('b', 'x'.repeat(8 * 1024 * 1024));
    watches.flush();
    expect([late, ...still].map(({ state }) => state)).toEqual(new Array(8).fill('open'));
  });

  test('takes nothing beside others that are sent the same', async () => {
    const { watch, write, watches } = await bench();
    const slow = Array.from({ length: 10 }, () => watch());
    for (const sink of slow) sink.isSlow = true;
    await write('a', 'x'.repeat(16 * 1024 * 1024));
    watches.flush();
    expect(slow.map(({ state }) => state)).toEqual(new Array(10).fill('open'));
  });

  test('is sent nothing until it has read, then all that it has missed, and keeps nobody waiting', async () => {
    const { write, watch } = await bench();
    const slow = watch();
    const fast = watch();
    slow.isSlow = true;
    for (let i = 1; i <= 5; i += 1) {
      await write('a', String(i));
      await turn();
    }
    expect([slow.events.length, fast.events.length]).toEqual([1, 5]);
    slow.isSlow = false;
    slow.drain();
    await write('a', '6');
    await turn();
    expect(slow.events).toEqual(fast.events);
  });

  test('that falls too far behind is ended where it can still resume', async () => {
    const { write, watch, watches, cache } = await bench({ events: 10 });
    const slow = watch();
    slow.isSlow = true;
    let written = 0;
    while (slow.state === 'open' && written < 20) {
      written += 1;
      await write('a', String(written));
      await turn();
    }
    expect([slow.state, slow.events, watches.size]).toEqual(['ended', ['ADDED 1 1'], 0]);
    expect(cache.window.start).toBeLessThanOrEqual(1);
    expect(watch({ after: 1 }).events).toHaveLength(written - 1);
  });

  test('that never reads the rest of a stream that has ended is cut off', async () => {
    const { watch, clock, watches } = await bench();
    const seen = watch();
    watches.stop();
    expect(seen.state).toBe('ended');
    clock.pass(60_000);
    expect(seen.state).toBe('destroyed');
  });
});

describe('time', () => {
  test('ends a watch', async () => {
    const { watch, clock, watches } = await bench();
    const seen = watch({ terms: { timeoutMs: 5_000 } });
    clock.pass(4_999);
    expect(seen.state).toBe('open');
    clock.pass(1);
    expect([seen.state, watches.size]).toEqual(['ended', 0]);
  });

  test('brings a bookmark every minute and two seconds before the end, of the newest revision whatever it is of', async () => {
    const { watch, clock, store, cache, write } = await bench();
    const seen = watch({ terms: { timeoutMs: 150_000, bookmarks: true } });
    clock.pass(60_000);
    await store.put('/registry/others/a', ['1'], 0);
    await cache.fresh();
    clock.pass(60_000);
    await write('a', 'now');
    clock.pass(28_000);
    expect(seen.events).toEqual(['BOOKMARK 0', 'BOOKMARK 1', 'ADDED 2 now', 'BOOKMARK 2']);
    clock.pass(1_999);
    expect([seen.events.length, seen.state]).toEqual([4, 'open']);
    clock.pass(1);
    expect([seen.events.length, seen.state]).toEqual([4, 'ended']);
  });

  test('brings no bookmark to a watch that is too short for one, did not ask, or is behind', async () => {
    const { watch, clock, write } = await bench();
    const short = watch({ terms: { timeoutMs: 2_000, bookmarks: true } });
    const unasked = watch({ terms: { timeoutMs: 120_000 } });
    const future = watch({ after: 99, terms: { timeoutMs: 120_000, bookmarks: true } });
    const slow = watch({ terms: { timeoutMs: 120_000, bookmarks: true } });
    slow.isSlow = true;
    await write('a', '1');
    await turn();
    clock.pass(120_000);
    expect([short, unasked, future, slow].map(({ events }) => events)).toEqual([
      ['ADDED 1 1'],
      ['ADDED 1 1'],
      [],
      ['ADDED 1 1'],
    ]);
  });

  test('is not lost where a timeout is longer than a timer can be', async () => {
    const { watch, clock } = await bench();
    const seen = watch({ terms: { timeoutMs: 3e9 } });
    clock.pass(2 ** 31);
    expect(seen.state).toBe('open');
    clock.pass(3e9 - 2 ** 31);
    expect(seen.state).toBe('ended');
  });
});

describe('a form whose first event says more', () => {
  const titled: EventEncoder = {
    ...WORDS,
    identity: 'titled',
    firstDiffers: true,
    change: (change, isFirst) => `${isFirst ? 'TITLE ' : ''}${WORDS.change(change, isFirst)}`,
    bookmark: (revision, end, isFirst) => `${isFirst ? 'TITLE ' : ''}${WORDS.bookmark(revision, end, isFirst)}`,
  };

  test('has it once in each stream, whenever that begins', async () => {
    const { write, watch, clock } = await bench();
    const first = watch({ encoder: titled });
    await write('a', '1');
    await turn();
    const second = watch({ encoder: titled });
    const third = watch({ encoder: titled, terms: { bookmarks: true } });
    clock.pass(60_000);
    await write('a', '2');
    await write('a', '3');
    await turn();
    expect(first.events).toEqual(['TITLE ADDED 1 1', 'MODIFIED 2 2', 'MODIFIED 3 3']);
    expect(second.events).toEqual(['TITLE MODIFIED 2 2', 'MODIFIED 3 3']);
    expect(third.events).toEqual(['TITLE BOOKMARK 1', 'MODIFIED 2 2', 'MODIFIED 3 3']);
    expect(watch({ encoder: titled, state: true }).events).toEqual(['TITLE ADDED 3 3']);
  });
});

describe('the end', () => {
  test('of a connection frees everything at once', async () => {
    const { watch, watches, write, clock } = await bench();
    const seen = watch({ terms: { bookmarks: true } });
    seen.watch.close();
    await write('a', '1');
    await turn();
    expect([seen.events, watches.size, clock.waiting]).toEqual([[], 0, 0]);
    // Closing again is the same.
    seen.watch.close();
  });

  test('of the server ends watches with all that happened before, and those that come after it at once', async () => {
    const { watch, watches, write } = await bench();
    const seen = watch();
    await write('a', '1');
    watches.stop();
    expect([seen.state, seen.events]).toEqual(['ended', ['ADDED 1 1']]);
    expect(watch({ sink: fakeSink() }).state).toBe('ended');
    expect(watches.size).toBe(0);
  });

  test('of what can be written ends the watches that it concerns, and no others', async () => {
    const brittle: EventEncoder = {
      ...WORDS,
      identity: 'brittle',
      change(change, isFirst) {
        if (change.value[0] === 'bad') throw new Error('cannot be written');
        return WORDS.change(change, isFirst);
      },
    };
    const { watch, write, failures } = await bench();
    const [live, fine] = [watch({ encoder: brittle }), watch()];
    await write('a', 'good');
    await write('a', 'bad');
    await turn();
    const late = watch({ encoder: brittle, after: 0 });
    expect([live.state, late.state, fine.state]).toEqual(['ended', 'ended', 'open']);
    expect(fine.events).toEqual(['ADDED 1 good', 'MODIFIED 2 bad']);
    expect(failures).toHaveLength(2);
  });

  test('of what the cache knows ends watches, which resume where they were', async () => {
    const { watch, watches } = await bench();
    const seen = watch();
    watches.reset();
    expect([seen.state, watches.size]).toEqual(['ended', 0]);
  });
});

describe('watches of a store that has forgotten writes', () => {
  test('go on with what makes up for them, whether they are told at once, at their own pace, or lag behind', async () => {
    const { write, miss, watch } = await bench();
    for (const name of ['a', 'b', 'c']) await write(name, `${name}@1`);
    const live = watch();
    const costly = watch({ predicate: { isCostly: true, matches: () => true, identity: 'costly' } });
    const slow = watch();
    slow.isSlow = true;
    await write('c', 'c1@1');
    await turn();
    const told = ['DELETED 4 a@1', 'DELETED 4 b@1', 'ADDED 8 b@2', 'MODIFIED 9 c3@1', 'MODIFIED 10 c4@1'];
    await miss(async (put) => {
      await put('a', undefined);
      await put('b', undefined);
      await put('c', 'c2@1');
      await put('b', 'b@2');
      await put('c', 'c3@1');
    });
    await write('c', 'c4@1');
    slow.isSlow = false;
    slow.drain();
    for (let i = 0; i < 3; i += 1) await turn();
    for (const seen of [live, costly, slow]) {
      expect([...seen.events].sort()).toEqual(['MODIFIED 4 c1@1', ...told].sort());
      expect(seen.events.slice(3)).toEqual(told.slice(2));
      expect(seen.state).toBe('open');
    }
  });

  test('are told how far the store has come where nothing is left to tell', async () => {
    const { clock, miss, watch } = await bench();
    const seen = watch({ terms: { bookmarks: true } });
    await miss(async (put) => {
      await put('a', '1');
      await put('a', undefined);
    });
    clock.pass(60_000);
    await turn();
    expect(seen.events).toEqual(['BOOKMARK 2']);
  });
});

test('a watch that lags behind is told of all writes of a revision at once', async () => {
  const { write, miss, watch } = await bench();
  const text = 'x'.repeat(30_000);
  for (let i = 0; i < 10; i += 1) await write(`t${i}`, `${text}@1`);
  const seen = watch();
  seen.isSlow = true;
  await write('last', '@1');
  await turn();
  await miss(async (put) => {
    for (let i = 0; i < 10; i += 1) await put(`t${i}`, undefined);
  });
  seen.isSlow = false;
  seen.drain();
  await turn();
  expect(seen.writes.map((frames) => frames.length)).toEqual([1, 10]);
});
