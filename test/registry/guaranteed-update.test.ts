import { afterEach, describe, expect, test, vi } from 'vitest';
import { applyObject } from '../../src/registry/apply.ts';
import { createObject } from '../../src/registry/create.ts';
import { deleteObject } from '../../src/registry/delete.ts';
import { getObject } from '../../src/registry/get.ts';
import type { ResourceContext } from '../../src/registry/resource-context.ts';
import { type Update, updateObject } from '../../src/registry/update.ts';
import { updateOrCreateObject } from '../../src/registry/update-or-create.ts';
import type { Store } from '../../src/storage/store.ts';
import { StoreError } from '../../src/storage/store-error.ts';
import { laggingStore } from '../support/lagging-store.ts';
import { answered, IN_DEFAULT, openStore, resourceOf, revisionOf, statusOf } from '../support/registry.ts';
import { type Widget, widgetStrategy, widgets } from '../support/widget.ts';

const W = '/registry/example.com/widgets/default/w';

/** Two servers on one store: what the feed of one tells can be held back, and its questions are counted. */
interface Servers {
  readonly store: Store;
  readonly lagging: ResourceContext<Widget>;
  readonly other: ResourceContext<Widget>;
  hold(): void;
  /** How often the lagging server has asked the store for one key. */
  readonly questions: () => number;
}

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Opens the two with a widget `w` of size 1 at version 1, which the cache of the lagging one has seen. */
async function openServers(metadata: Widget['metadata'] = {}): Promise<Servers> {
  const store = openStore();
  const { store: late, hold, letGo } = laggingStore(store);
  const get = vi.fn(late.get);
  const lagging = resourceOf(widgets, { store: { ...late, get } });
  await lagging.cache.start();
  stops.push(async () => {
    letGo();
    await lagging.cache.stop();
  });
  const other = resourceOf(widgets, { store });
  await create(other, { metadata: { name: 'w', ...metadata }, spec: { size: 1 }, status: {} });
  await lagging.cache.fresh();
  return { store, lagging, other, hold, questions: () => get.mock.calls.length };
}

const create = (resource: ResourceContext<Widget>, widget: Widget) =>
  createObject(resource, widget, IN_DEFAULT, { dryRun: false });

const SIZED = (size: number, metadata: Widget['metadata'] = {}) => ({
  name: 'w',
  subresource: '',
  strategy: widgetStrategy,
  uid: undefined as string | undefined,
  dryRun: false,
  change: (): Widget => ({ metadata: { name: 'w', namespace: 'default', ...metadata }, spec: { size }, status: {} }),
});

const update = async (resource: ResourceContext<Widget>, change: Update<Widget>): Promise<Widget> =>
  answered(resource, await updateObject(resource, change, IN_DEFAULT));

const remove = (resource: ResourceContext<Widget>, options: Parameters<typeof deleteObject>[3] = {}) =>
  deleteObject(resource, 'w', IN_DEFAULT, options);

const stored = async (resource: ResourceContext<Widget>): Promise<Widget> =>
  answered(resource, await getObject(resource, 'w', IN_DEFAULT));

/** Takes an object out of the store, whatever holds it. */
async function takeOut(store: Store): Promise<void> {
  const { revision = 0 } = (await store.get(W)) ?? {};
  expect(await store.delete(W, revision)).toMatchObject({ ok: true });
}

describe('a write of what the cache has seen', () => {
  test('asks the store for nothing', async () => {
    const { lagging, questions } = await openServers();
    expect((await update(lagging, SIZED(2))).metadata.resourceVersion).toBe('2');
    await lagging.cache.fresh();
    expect((await update(lagging, SIZED(3, { resourceVersion: '2' }))).spec.size).toBe(3);
    await lagging.cache.fresh();
    expect(await remove(lagging)).toMatchObject({ removed: true });
    expect(questions()).toBe(0);
  });

  test('is made anew of what the store has where that is another state', async () => {
    const { lagging, other, hold, questions } = await openServers();
    hold();
    await update(other, SIZED(1, { labels: { theirs: 'yes' } }));
    const change = vi.fn((old: Widget): Widget => ({ ...old, metadata: { ...old.metadata }, spec: { size: 2 } }));
    const updated = await update(lagging, {
      ...SIZED(2),
      change: (old) => {
        const next = change(old);
        next.metadata.resourceVersion = '';
        return next;
      },
    });
    expect(updated).toMatchObject({ metadata: { labels: { theirs: 'yes' }, resourceVersion: '3' }, spec: { size: 2 } });
    expect(change).toHaveBeenCalledTimes(2);
    // The compare-and-swap that was lost has told.
    expect(questions()).toBe(0);
  });

  test('is refused once the store was asked whether the reason still holds', async () => {
    const { lagging, questions } = await openServers();
    expect((await statusOf(update(lagging, SIZED(13)))).code).toBe(422);
    expect(questions()).toBe(1);
    expect((await statusOf(update(lagging, SIZED(2, { resourceVersion: '9' })))).code).toBe(409);
    expect((await statusOf(remove(lagging, { preconditions: { resourceVersion: '9' } }))).code).toBe(409);
    expect(questions()).toBe(3);
    expect(await revisionOf(lagging)).toBe(1);
  });

  test('is not done again where the store has done it and then failed', async () => {
    const { lagging } = await openServers();
    const put = vi.fn(async (...written: Parameters<Store['put']>) => {
      await lagging.store.put(...written);
      throw new StoreError('outcome-unknown', 'the answer is lost');
    });
    const failing = { ...lagging, store: { ...lagging.store, put } };
    expect(await statusOf(update(failing, SIZED(2)))).toMatchObject({ code: 504 });
    expect(put).toHaveBeenCalledTimes(1);
  });
});

describe('on a server that has yet to see the last write, an update', () => {
  test('of the version that this write answered takes effect', async () => {
    const { lagging, other, hold } = await openServers();
    hold();
    await update(other, SIZED(2));
    expect(await update(lagging, SIZED(3, { resourceVersion: '2' }))).toMatchObject({ spec: { size: 3 } });
  });

  test('409 Conflict of the version that the server has seen', async () => {
    const { lagging, other, hold } = await openServers();
    hold();
    await update(other, SIZED(2));
    expect(await statusOf(update(lagging, SIZED(3, { resourceVersion: '1' })))).toMatchObject({
      code: 409,
      reason: 'Conflict',
    });
    // Also where it would change nothing of that version.
    expect((await statusOf(update(lagging, SIZED(1, { resourceVersion: '1' })))).code).toBe(409);
    expect((await stored(other)).spec.size).toBe(2);
  });

  test('that would change nothing of what the server has seen is written over the last write', async () => {
    const { lagging, other, hold } = await openServers();
    hold();
    await update(other, SIZED(2));
    expect(await update(lagging, SIZED(1))).toMatchObject({ metadata: { resourceVersion: '3' }, spec: { size: 1 } });
    expect((await stored(other)).spec.size).toBe(1);
  });

  test('that would change nothing of the last write is answered with that, and writes nothing', async () => {
    const { lagging, other, hold } = await openServers();
    hold();
    await update(other, SIZED(2));
    expect((await update(lagging, SIZED(2))).metadata.resourceVersion).toBe('2');
    expect(await revisionOf(other)).toBe(2);
  });

  test('that the last write made valid takes effect', async () => {
    const { lagging, other, hold } = await openServers();
    // Once it has a label, it is allowed to have bad luck.
    const strategy: typeof widgetStrategy = {
      ...widgetStrategy,
      validateUpdate: (next, old) =>
        old.metadata.labels === undefined ? widgetStrategy.validateUpdate(next, old) : [],
    };
    hold();
    await update(other, SIZED(1, { labels: { brave: 'yes' } }));
    expect(await update(lagging, { ...SIZED(13), strategy })).toMatchObject({ spec: { size: 13 } });
  });

  test('that would have been valid before the last write is refused', async () => {
    const { lagging, other, hold } = await openServers();
    const strategy: typeof widgetStrategy = {
      ...widgetStrategy,
      validateUpdate: (next, old) =>
        widgetStrategy.validateUpdate(old.metadata.labels === undefined ? { ...next, spec: {} } : next, old),
    };
    hold();
    await update(other, SIZED(1, { labels: { brave: 'no' } }));
    expect((await statusOf(update(lagging, { ...SIZED(13), strategy }))).code).toBe(422);
  });

  test('in a dry run is made of the last write', async () => {
    const { lagging, other, hold } = await openServers();
    hold();
    await update(other, SIZED(2));
    const { metadata } = await update(lagging, { ...SIZED(3), dryRun: true });
    expect(metadata).toMatchObject({ resourceVersion: '2', generation: 3 });
    expect(await remove(lagging, { dryRun: ['All'] })).toMatchObject({ revision: 2 });
  });

  test.each([
    ['changes it', 2],
    ['changes nothing', 1],
    ['is invalid', 13],
  ])('404 NotFound of an object that is gone, where the update %s', async (_, size) => {
    const { lagging, store, hold } = await openServers();
    hold();
    await takeOut(store);
    expect(await statusOf(update(lagging, SIZED(size)))).toMatchObject({ code: 404, reason: 'NotFound' });
  });

  test('404 NotFound of an object that is gone, where it takes the last finalizer away', async () => {
    const { lagging, store, other, hold } = await openServers({ finalizers: ['example.com/a'] });
    await remove(other);
    await lagging.cache.fresh();
    hold();
    await takeOut(store);
    expect((await statusOf(update(lagging, SIZED(1)))).code).toBe(404);
  });

  test('409 Conflict where the uid is that of an object before the last, and of the last takes effect', async () => {
    const { lagging, store, hold } = await openServers();
    const before = (await stored(lagging)).metadata.uid;
    hold();
    await takeOut(store);
    const other = resourceOf(widgets, { store, sources: { ...lagging.sources, randomUUID: () => 'new' } });
    await create(other, { metadata: { name: 'w' }, spec: { size: 1 }, status: {} });
    expect((await statusOf(update(lagging, { ...SIZED(2), uid: before }))).code).toBe(409);
    expect((await update(lagging, { ...SIZED(2), uid: 'new' })).metadata.uid).toBe('new');
  });

  test('of an object that the server has not seen yet finds it', async () => {
    const { lagging, other, store, hold } = await openServers();
    await takeOut(store);
    await lagging.cache.fresh();
    hold();
    await create(other, { metadata: { name: 'w' }, spec: { size: 5 }, status: {} });
    expect((await update(lagging, SIZED(2))).spec.size).toBe(2);
  });
});

describe('on a server that has yet to see the last write, a deletion', () => {
  test('of the version that this write answered takes effect, and of the one before is refused', async () => {
    const { lagging, other, hold } = await openServers();
    hold();
    await update(other, SIZED(2));
    expect((await statusOf(remove(lagging, { preconditions: { resourceVersion: '1' } }))).code).toBe(409);
    expect(await remove(lagging, { preconditions: { resourceVersion: '2' } })).toMatchObject({ removed: true });
  });

  test('404 NotFound of an object that is gone', async () => {
    const { lagging, store, hold } = await openServers();
    hold();
    await takeOut(store);
    expect(await statusOf(remove(lagging))).toMatchObject({ code: 404, reason: 'NotFound' });
  });

  test.each([{}, { gracePeriod: undefined }])(
    '404 NotFound of what had nothing to wait for any more (%j)',
    async (rule) => {
      const { lagging, store, other, hold } = await openServers({ finalizers: ['example.com/a'] });
      await remove(other);
      await lagging.cache.fresh();
      hold();
      await takeOut(store);
      const { gracePeriod: _, ...deletion } = widgets.deletion;
      const definition = 'gracePeriod' in rule ? { ...widgets, deletion } : widgets;
      expect((await statusOf(remove({ ...lagging, definition }))).code).toBe(404);
    },
  );

  test('that has nothing to do to what the server has seen is done to the last write', async () => {
    const { lagging, store, other, hold } = await openServers();
    await remove(other, { gracePeriodSeconds: 30 });
    await lagging.cache.fresh();
    hold();
    await takeOut(store);
    await create(other, { metadata: { name: 'w' }, spec: { size: 5 }, status: {} });
    const again = await remove(lagging, { gracePeriodSeconds: 40 });
    expect(answered(lagging, again)).toMatchObject({ metadata: { deletionGracePeriodSeconds: 40 }, spec: { size: 5 } });
  });
});

describe('on a server that has yet to see the last write, an update that may create', () => {
  const replacement = { ...SIZED(7), strategy: { ...widgetStrategy, allowCreateOnUpdate: true } };

  test('creates what is gone', async () => {
    const { lagging, store, hold } = await openServers();
    hold();
    await takeOut(store);
    expect(await updateOrCreateObject(lagging, replacement, IN_DEFAULT)).toMatchObject({ created: true, revision: 3 });
  });

  test('updates what is there', async () => {
    const { lagging, other, store, hold } = await openServers();
    await takeOut(store);
    await lagging.cache.fresh();
    hold();
    await create(other, { metadata: { name: 'w' }, spec: { size: 5 }, status: {} });
    expect(await updateOrCreateObject(lagging, replacement, IN_DEFAULT)).toMatchObject({ created: false });
    expect((await stored(other)).spec.size).toBe(7);
  });

  test('applies over what the last write owns only where that is still so', async () => {
    const { lagging, other, hold } = await openServers();
    const apply = (resource: ResourceContext<Widget>, manager: string, size?: number, force = false) =>
      applyObject(
        resource,
        {
          name: 'w',
          subresource: '',
          strategy: widgetStrategy,
          configuration: {
            apiVersion: 'example.com/v1',
            kind: 'Widget',
            metadata: { name: 'w' },
            spec: size === undefined ? {} : { size },
          },
          force,
          dryRun: false,
          finish: () => {},
        },
        { ...IN_DEFAULT, manager },
      );
    await apply(other, 'one', 2, true);
    await lagging.cache.fresh();
    hold();
    expect((await statusOf(apply(lagging, 'two', 3))).code).toBe(409);
    await apply(other, 'one');
    await expect(apply(lagging, 'two', 3)).resolves.toMatchObject({ created: false });
    expect((await statusOf(apply(other, 'one', 4))).code).toBe(409);
  });
});
