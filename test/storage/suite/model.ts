import fc from 'fast-check';
import { expect } from 'vitest';
import { ABSENT, type KeyRange, type Store } from '../../../src/storage/store.ts';
import type { StoreEntry } from '../../../src/storage/store-entry.ts';
import { changesBetween, everything, Follower, iterate, refusal, type StoreTest, type StoreWrite } from './helpers.ts';

const keys = ['/a', '/a/x', '/a-b', '/b', '/é'];
const ranges: readonly KeyRange[] = [everything, { from: '/a/', to: '/a0' }, { from: '/a', to: '/b' }];

/** One step. Of the revisions that were ever written, `at` chooses one by its place: 0 the oldest, 1 the newest. */
type Step =
  | { readonly do: 'put'; readonly key: string; readonly value: readonly string[]; readonly stale: boolean; at: number }
  | { readonly do: 'delete'; readonly key: string; readonly stale: boolean; readonly at: number }
  | { readonly do: 'get'; readonly key: string }
  | {
      readonly do: 'list';
      readonly range: KeyRange;
      readonly at: number | undefined;
      readonly limit: number | undefined;
    }
  | { readonly do: 'changes' | 'compact'; readonly at: number };

const key = fc.constantFrom(...keys);
const at = fc.double({ min: 0, max: 1, noNaN: true });
const stale = fc.nat(3).map((number) => number === 0);
const value = fc.array(fc.string({ unit: 'grapheme', maxLength: 3 }), { minLength: 1, maxLength: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('put'), key, value, stale, at }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete'), key, stale, at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('get'), key }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('list'),
      range: fc.constantFrom(...ranges),
      at: fc.option(at, { nil: undefined }),
      limit: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('changes', 'compact'), at }) },
);

/** The state after each write, all of them kept: slow and easy to believe. */
class Model {
  readonly #snapshots: { readonly revision: number; readonly entries: ReadonlyMap<string, StoreEntry> }[];
  readonly #historyEvents: number;
  readonly events: StoreWrite[] = [];
  #compacted: number;

  constructor(start: number, historyEvents: number) {
    this.#snapshots = [{ revision: start, entries: new Map() }];
    this.#historyEvents = historyEvents;
    this.#compacted = start;
  }

  revision(place: number): number {
    return this.#snapshots[Math.round(place * (this.#snapshots.length - 1))]?.revision ?? 0;
  }

  /** The oldest revision that can be asked for. */
  oldest(): number {
    const kept = this.#snapshots.slice(-1 - this.#historyEvents)[0]?.revision ?? 0;
    return Math.max(this.#compacted, kept);
  }

  compact(revision: number): void {
    this.#compacted = Math.max(this.#compacted, revision);
  }

  get(name: string): StoreEntry | undefined {
    return this.#snapshots.at(-1)?.entries.get(name);
  }

  list({ from, to }: KeyRange, revision: number): readonly StoreEntry[] {
    const entries = [...(this.#snapshots.find((snapshot) => snapshot.revision === revision)?.entries.values() ?? [])];
    return entries
      .filter((entry) => entry.key >= from && entry.key < to)
      .sort((one, other) => (one.key < other.key ? -1 : 1));
  }

  write(name: string, revision: number, written: readonly string[] | undefined): void {
    expect(revision).toBeGreaterThan(this.revision(1));
    const entries = new Map(this.#snapshots.at(-1)?.entries);
    if (written !== undefined) {
      const entry = { key: name, value: written, revision };
      entries.set(name, entry);
      this.events.push({ type: 'put', entry });
    } else if (entries.has(name)) {
      entries.delete(name);
      this.events.push({ type: 'delete', key: name, revision });
    }
    this.#snapshots.push({ revision, entries });
  }

  /** The writes after a revision. */
  after(revision: number): readonly StoreWrite[] {
    return this.events.slice(this.#snapshots.findIndex((snapshot) => snapshot.revision === revision));
  }
}

async function take(store: Store, model: Model, follower: Follower, current: Step): Promise<void> {
  const newest = model.revision(1);
  switch (current.do) {
    case 'put':
    case 'delete': {
      const state = model.get(current.key);
      const expected = current.stale ? model.revision(current.at) : (state?.revision ?? ABSENT);
      const written = current.do === 'put' ? current.value : undefined;
      const matches = expected === (state?.revision ?? ABSENT) && (written !== undefined || state !== undefined);
      const result =
        written === undefined
          ? await store.delete(current.key, expected)
          : await store.put(current.key, written, expected);
      if (!matches) expect(result).toEqual({ ok: false, current: state });
      else if (!result.ok) expect.fail(`the ${current.do} was refused`);
      else model.write(current.key, result.revision, written);
      break;
    }
    case 'get':
      expect(await store.get(current.key)).toEqual(model.get(current.key));
      break;
    case 'list': {
      const revision = current.at === undefined ? newest : model.revision(current.at);
      const call = store.list(current.range, {
        at: current.at === undefined ? undefined : revision,
        limit: current.limit,
      });
      if (revision < model.oldest()) {
        expect(await refusal(call)).toMatchObject({ code: 'compacted', revision: model.oldest() });
      } else {
        const all = model.list(current.range, revision);
        const entries = all.slice(0, current.limit ?? all.length);
        expect(await call).toEqual({ entries, revision, more: entries.length < all.length });
      }
      break;
    }
    case 'changes': {
      const after = model.revision(current.at);
      if (after < model.oldest()) {
        expect(await refusal(iterate(store, after).next())).toMatchObject({ code: 'compacted' });
      } else {
        expect(await changesBetween(store, after, newest)).toEqual(model.after(after));
      }
      break;
    }
    case 'compact':
      if (model.events.length > 0) await follower.reached(newest);
      await store.compact(model.revision(current.at));
      model.compact(model.revision(current.at));
      break;
  }
}

/** Compares a store that `open` gives, empty and keeping `historyEvents` writes, with the model, over random steps. */
export async function compareWithModel(open: () => Promise<Store>, historyEvents: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
      const store = await open();
      try {
        const start = await store.currentRevision();
        const model = new Model(start, historyEvents);
        const follower = new Follower(store, start);
        for (const current of steps) await take(store, model, follower, current);
        expect(await store.currentRevision()).toBe(model.revision(1));
        if (model.events.length > 0) await follower.reached(model.revision(1));
        expect(await follower.stop()).toEqual(model.events);
      } finally {
        await store.close();
      }
    }),
  );
}

/** The store behaves like a list of snapshots. */
export function modelTests(test: StoreTest, open: () => Promise<Store>): void {
  test('random writes, lists, changes and compactions match the model', async () => {
    await compareWithModel(open, Number.POSITIVE_INFINITY);
  });
}
