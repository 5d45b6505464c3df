import { describe, expect, test } from 'vitest';
import type { DeleteOptions } from '../../schemas/meta/v1/delete-options.ts';
import { parseLabelSelector } from '../../src/apimachinery/labels/parse-label-selector.ts';
import { createObject } from '../../src/registry/create.ts';
import { ownRequest } from '../../src/registry/definition/request-context.ts';
import { deleteObject } from '../../src/registry/delete.ts';
import { deleteCollection } from '../../src/registry/delete-collection.ts';
import { type ListOptions, listObjects } from '../../src/registry/list.ts';
import type { ResourceContext } from '../../src/registry/resource-context.ts';
import type { Store } from '../../src/storage/store.ts';
import { workingClock } from '../support/fake-clock.ts';
import { IN_DEFAULT, openStore, resourceOf, statusOf, watching } from '../support/registry.ts';
import { type Widget, widgets } from '../support/widget.ts';

const EVERYWHERE = ownRequest({ namespace: undefined, signal: undefined });

async function withWidgets(
  parts: Partial<ResourceContext<Widget>>,
  ...keys: string[]
): Promise<ResourceContext<Widget>> {
  const resource = resourceOf(widgets, parts);
  for (const key of keys) {
    const [namespace = '', name = ''] = key.split('/');
    const object: Widget = { metadata: { name, labels: { own: name } }, spec: {}, status: {} };
    await createObject(resource, object, ownRequest({ namespace, signal: undefined }), { dryRun: false });
  }
  return resource;
}

const remove = (
  resource: ResourceContext<Widget>,
  list: Partial<ListOptions> = {},
  options: DeleteOptions = {},
  context = IN_DEFAULT,
) => deleteCollection(resource, context, { exactly: undefined, ...list }, options);

async function keysOf(resource: ResourceContext<Widget>): Promise<string[]> {
  const { entries } = await listObjects(resource, EVERYWHERE, { exactly: undefined });
  return entries.map(({ key }) => key.slice(widgets.keyPrefix.length));
}

describe('a deletion of a collection', () => {
  test('deletes the objects of a namespace and no others, and answers with the list as it was', async () => {
    const resource = await withWidgets({}, 'default/a', 'default/b', 'default-1/c', 'other/d');
    const { entries, revision } = await remove(resource);
    expect(entries.map(({ key, revision: written }) => [key, written])).toEqual([
      ['/registry/example.com/widgets/default/a', 1],
      ['/registry/example.com/widgets/default/b', 2],
    ]);
    expect(revision).toBe(4);
    expect(await keysOf(resource)).toEqual(['default-1/c', 'other/d']);
  });

  test('deletes what is selected, in all namespaces where none is named', async () => {
    const resource = await withWidgets({}, 'default/a', 'default/b', 'other/a');
    const labels = parseLabelSelector('own=a');
    await remove(resource, { selection: { labels, fields: [] } }, {}, EVERYWHERE);
    expect(await keysOf(resource)).toEqual(['default/b']);
  });

  test('deletes as many as the limit says, and tells how the list goes on', async () => {
    const resource = await withWidgets({}, 'default/a', 'default/b', 'default/c');
    const { continueToken, remainingItemCount } = await remove(resource, { limit: 2 });
    expect({ isGoingOn: continueToken !== undefined, remainingItemCount }).toEqual({
      isGoingOn: true,
      remainingItemCount: 1,
    });
    expect(await keysOf(resource)).toEqual(['default/c']);
  });

  test('gives each object the same options', async () => {
    const resource = await withWidgets({}, 'default/a', 'default/b');
    await remove(resource, {}, { gracePeriodSeconds: 30 });
    await remove(resource, {}, { dryRun: ['All'], gracePeriodSeconds: 0 });
    expect(await keysOf(resource)).toEqual(['default/a', 'default/b']);
  });

  test('ends at the first object that cannot be deleted', async () => {
    const resource = await withWidgets({}, 'default/a', 'default/b', 'default/c');
    const uid = '00000000-0000-4000-8000-000000000001';
    const status = await statusOf(remove(resource, {}, { preconditions: { uid } }));
    expect(status).toMatchObject({ code: 409, details: { name: 'b', kind: 'Widget' } });
    expect(await keysOf(resource)).toEqual(['default/b', 'default/c']);
  });

  test('lets others have their turn', async () => {
    const store = openStore();
    const parts = { store, ...watching(store, {}, workingClock()) };
    const resource = await withWidgets(parts, ...Array.from({ length: 64 }, (_, i) => `default/w${i}`));
    let isOver = false;
    let turns = 0;
    const count = (): void => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await remove(resource);
    isOver = true;
    expect(turns).toBeGreaterThanOrEqual(4);
  });

  test('passes over what goes meanwhile', async () => {
    const store = openStore();
    const resource = await withWidgets({ store }, 'default/a', 'default/b');
    const overtaken: Store = {
      ...store,
      currentRevision: (signal) => store.currentRevision(signal),
      get: (key, signal) => store.get(key, signal),
      put: (...all) => store.put(...all),
      delete: (...all) => store.delete(...all),
      async list(...all) {
        const found = await store.list(...all);
        await deleteObject(resource, 'a', IN_DEFAULT, {});
        return found;
      },
    };
    expect((await remove({ ...resource, store: overtaken })).entries).toHaveLength(2);
    expect(await keysOf(resource)).toEqual([]);
  });
});
