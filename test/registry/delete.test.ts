import { describe, expect, test, vi } from 'vitest';
import { createObject } from '../../src/registry/create.ts';
import { deleteObject } from '../../src/registry/delete.ts';
import { getObject } from '../../src/registry/get.ts';
import type { Registry } from '../../src/registry/registry.ts';
import type { Store } from '../../src/storage/store.ts';
import type { StoreEntry } from '../../src/storage/store-entry.ts';
import { racingStore } from '../support/racing-store.ts';
import { answered, IN_DEFAULT, openStore, registryOf, revisionOf, statusOf } from '../support/registry.ts';
import { type Widget, widgets } from '../support/widget.ts';

async function withWidget(parts: Partial<Registry<Widget>> = {}): Promise<Registry<Widget>> {
  const registry = registryOf(widgets, parts);
  await createObject(registry, { metadata: { name: 'w' }, spec: {}, status: {} }, IN_DEFAULT, { dryRun: false });
  return registry;
}

const remove = (registry: Registry<Widget>, options: Parameters<typeof deleteObject>[3] = {}) =>
  deleteObject(registry, 'w', IN_DEFAULT, options);

test('a deletion answers with the last state, the moment and the version of the deletion', async () => {
  const afterDelete = vi.fn(async () => {});
  const registry = await withWidget({ afterDelete });
  expect(answered(registry, await remove(registry)).metadata).toEqual({
    name: 'w',
    namespace: 'default',
    uid: '00000000-0000-4000-8000-000000000001',
    resourceVersion: '2',
    generation: 2,
    creationTimestamp: '2020-01-02T03:04:05Z',
    deletionTimestamp: '2020-01-02T03:04:05Z',
    deletionGracePeriodSeconds: 0,
  });
  expect((await statusOf(getObject(registry, 'w', IN_DEFAULT))).code).toBe(404);
  expect(afterDelete).toHaveBeenCalledExactlyOnceWith('w', undefined);
});

test('404 NotFound where there is no such object', async () => {
  const registry = registryOf(widgets);
  expect(await statusOf(remove(registry))).toMatchObject({ code: 404, message: 'widgets.example.com "w" not found' });
});

test('a dry run answers the same at the stored version, and deletes nothing', async () => {
  const afterDelete = vi.fn(async () => {});
  const registry = await withWidget({ afterDelete });
  expect(answered(registry, await remove(registry, { dryRun: ['All'] })).metadata).toMatchObject({
    resourceVersion: '1',
    deletionTimestamp: '2020-01-02T03:04:05Z',
  });
  expect(answered(registry, await getObject(registry, 'w', IN_DEFAULT)).metadata).not.toHaveProperty(
    'deletionTimestamp',
  );
  expect(afterDelete).not.toHaveBeenCalled();
});

describe('preconditions', () => {
  test('409 Conflict where the uid is another, naming the kind', async () => {
    const registry = await withWidget();
    expect(await statusOf(remove(registry, { preconditions: { uid: 'other' } }))).toMatchObject({
      code: 409,
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on Widget.example.com "w": the UID in the precondition (other) does not match the UID in record (00000000-0000-4000-8000-000000000001). The object might have been deleted and then recreated',
      details: { name: 'w', group: 'example.com', kind: 'Widget' },
    });
    expect(await revisionOf(registry)).toBe(1);
  });

  test('409 Conflict where the version is another', async () => {
    const registry = await withWidget();
    expect((await statusOf(remove(registry, { preconditions: { resourceVersion: '9' } }))).message).toBe(
      'Operation cannot be fulfilled on Widget.example.com "w": the ResourceVersion in the precondition (9) does not match the ResourceVersion in record (1). The object might have been modified',
    );
  });

  test('that hold let it go', async () => {
    const registry = await withWidget();
    const preconditions = { uid: '00000000-0000-4000-8000-000000000001', resourceVersion: '1' };
    await expect(remove(registry, { preconditions })).resolves.toBeDefined();
  });

  test('are looked at again where another writer was faster', async () => {
    const touch = (store: Store, { key, value, revision }: StoreEntry) => store.put(key, value, revision);
    const store = openStore();
    const registry = await withWidget({ store });
    const racing = { ...registry, store: racingStore(store, 1, touch) };
    expect((await statusOf(remove(racing, { preconditions: { resourceVersion: '1' } }))).code).toBe(409);
    const again = { ...registry, store: racingStore(store, 3, touch) };
    expect(answered(again, await remove(again)).metadata.resourceVersion).toBe('6');
  });
});
