import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EventWindow } from '../../src/storage/event-window.ts';
import type { StoreEvent } from '../../src/storage/store-event.ts';

const WIDE = { events: 1_000, bytes: 1_000_000, ageMs: 1_000_000 };

/** A write of key `k` that replaces a text of ten characters. */
function put(revision: number, key = 'k'): StoreEvent {
  const previous = { key, value: [String(revision - 1).padStart(10)], revision: revision - 1 };
  return { type: 'put', entry: { key, value: [String(revision).padStart(10)], revision }, previous };
}

function windowOf(limits: Partial<typeof WIDE>, count: number, now = (_: number) => 0): EventWindow {
  const window = new EventWindow({ ...WIDE, ...limits }, 0);
  for (let revision = 1; revision <= count; revision += 1) window.append(put(revision), now(revision));
  return window;
}

describe('the window of events', () => {
  test('keeps as many events as it may, and knows how far back it reaches', () => {
    const window = windowOf({ events: 3 }, 10);
    expect([window.start, window.newest]).toEqual([7, 10]);
    expect([8, 9, 10].map((revision) => window.at(window.indexAfter(revision - 1)))).toEqual([put(8), put(9), put(10)]);
    expect(window.at(window.indexAfter(10))).toBeUndefined();
  });

  test('keeps as much text as it may, counting what is replaced and not shared', () => {
    expect(windowOf({ bytes: 30 }, 10).start).toBe(7);
    const window = new EventWindow({ ...WIDE, bytes: 0 }, 0);
    const value = ['shared'];
    window.append({ type: 'put', entry: { key: 'k', value, revision: 1 }, previous: undefined }, 0);
    window.append(
      { type: 'put', entry: { key: 'k', value, revision: 2 }, previous: { key: 'k', value, revision: 1 } },
      0,
    );
    expect(window.start).toBe(0);
    window.append({ type: 'delete', key: 'k', revision: 3, previous: { key: 'k', value, revision: 2 } }, 0);
    expect(window.start).toBe(3);
  });

  test('forgets what is older than it may be, to a second', () => {
    // An event every 400 ms.
    const window = windowOf({ ageMs: 2_000 }, 20, (revision) => revision * 400);
    const oldest = 20 * 400 - 2_000;
    expect((window.start + 1) * 400).toBeGreaterThan(oldest - 1_400);
    expect(window.start * 400).toBeLessThanOrEqual(oldest);
    window.forgetOld(1_000_000);
    expect(window.start).toBeGreaterThan(15);
  });

  test('tells of each key what it was at a revision, where it was written since', () => {
    const window = new EventWindow(WIDE, 0);
    window.append({ type: 'put', entry: { key: 'a', value: ['1'], revision: 1 }, previous: undefined }, 0);
    window.append(put(2, 'b'), 0);
    window.append(put(3, 'b'), 0);
    window.append(put(4, 'z'), 0);
    const states = window.statesAt({ from: 'a', to: 'c' }, 1);
    expect([...states]).toEqual([['b', { key: 'b', value: ['         1'], revision: 1 }]]);
    expect(window.statesAt({ from: 'a', to: 'c' }, 0).get('a')).toBeUndefined();
    expect(window.statesAt({ from: 'a', to: 'c' }, 0).has('a')).toBe(true);
  });

  test('finds whoever is half a window behind', () => {
    const window = windowOf({ events: 10 }, 20);
    expect([9, 14, 15, 20].map((revision) => window.isFarBehind(revision))).toEqual([true, true, false, false]);
    const byBytes = windowOf({ bytes: 100 }, 20);
    expect([14, 15].map((revision) => byBytes.isFarBehind(revision))).toEqual([true, false]);
  });

  test('has exactly the newest events, however revisions are spaced and whatever was forgotten', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 60 }),
        fc.integer({ min: 0, max: 20 }),
        (steps, events) => {
          const window = new EventWindow({ ...WIDE, events }, 0);
          const revisions: number[] = [];
          for (const step of steps) {
            const revision = (revisions.at(-1) ?? 0) + step;
            revisions.push(revision);
            window.append(put(revision), 0);
          }
          const kept = revisions.slice(Math.max(0, revisions.length - events));
          const start = revisions[revisions.length - events - 1] ?? 0;
          expect(window.start).toBe(start);
          for (let after = start; after <= (revisions.at(-1) ?? 0); after += 1) {
            const seen = [];
            for (let index = window.indexAfter(after); ; index += 1) {
              const event = window.at(index);
              if (event === undefined) break;
              seen.push(event);
            }
            expect(seen).toEqual(kept.filter((revision) => revision > after).map((revision) => put(revision)));
          }
        },
      ),
    );
  });

  test('gives back the room of what it forgot', () => {
    const window = windowOf({ events: 4 }, 5_000);
    expect(window.indexAfter(window.newest)).toBeLessThan(2_048);
    expect(window.at(window.indexAfter(4_999))).toEqual(put(5_000));
  });
});
