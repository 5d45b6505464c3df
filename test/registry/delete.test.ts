import { describe, expect, test } from 'vitest';
import { createObject } from '../../src/registry/create.ts';
import { deleteObject } from '../../src/registry/delete.ts';
import { getObject } from '../../src/registry/get.ts';
import type { Registry } from '../../src/registry/registry.ts';
import { updateObject } from '../../src/registry/update.ts';
import type { Store } from '../../src/storage/store.ts';
import type { StoreEntry } from '../../src/storage/store-entry.ts';
import { racingStore } from '../support/racing-store.ts';
import { answered, IN_DEFAULT, openStore, registryOf, revisionOf, statusOf } from '../support/registry.ts';
import { type Widget, widgetStrategy, widgets } from '../support/widget.ts';

async function withWidget(parts: Partial<Registry<Widget>> = {}): Promise<Registry<Widget>> {
  const registry = registryOf(widgets, parts);
  await createObject(registry, { metadata: { name: 'w' }, spec: {}, status: {} }, IN_DEFAULT, { dryRun: false });
  return registry;
}

const remove = (registry: Registry<Widget>, options: Parameters<typeof deleteObject>[3] = {}) =>
  deleteObject(registry, 'w', IN_DEFAULT, options);

test('a deletion answers with the last state, the moment and the version of the deletion', async () => {
  const registry = await withWidget();
  expect(answered(registry, await remove(registry)).metadata).toEqual({
    name: 'w',
    namespace: 'default',
    uid: '00000000-0000-4000-8000-000000000001',
    resourceVersion: '3',
    generation: 2,
    creationTimestamp: '2020-01-02T03:04:05Z',
    deletionTimestamp: '2020-01-02T03:04:05Z',
    deletionGracePeriodSeconds: 0,
  });
  expect((await statusOf(getObject(registry, 'w', IN_DEFAULT))).code).toBe(404);
});

test('404 NotFound where there is no such object', async () => {
  const registry = registryOf(widgets);
  expect(await statusOf(remove(registry))).toMatchObject({ code: 404, message: 'widgets.example.com "w" not found' });
});

test('a dry run answers the same at the stored version, and deletes nothing', async () => {
  const registry = await withWidget();
  expect(answered(registry, await remove(registry, { dryRun: ['All'] })).metadata).toMatchObject({
    resourceVersion: '1',
    deletionTimestamp: '2020-01-02T03:04:05Z',
  });
  expect(answered(registry, await getObject(registry, 'w', IN_DEFAULT)).metadata).not.toHaveProperty(
    'deletionTimestamp',
  );
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
    const last = await remove(again);
    expect(last.removed).toBe(true);
    expect(await statusOf(getObject(registry, 'w', IN_DEFAULT))).toMatchObject({ code: 404 });
  });
});

describe('a deletion with a grace period', () => {
  const at = (seconds: number) => new Date(Date.UTC(2020, 0, 2, 3, 4, 5 + seconds)).toISOString().replace('.000', '');

  test('keeps the object, marked with the moment at which its time is up', async () => {
    const registry = await withWidget();
    const { removed } = await remove(registry, { gracePeriodSeconds: 30 });
    expect(removed).toBe(false);
    expect(answered(registry, await getObject(registry, 'w', IN_DEFAULT)).metadata).toMatchObject({
      resourceVersion: '2',
      generation: 2,
      deletionTimestamp: at(30),
      deletionGracePeriodSeconds: 30,
    });
  });

  test('can be given less time, but not more', async () => {
    const registry = await withWidget();
    await remove(registry, { gracePeriodSeconds: 30 });
    for (const options of [{}, { gracePeriodSeconds: 30 }, { gracePeriodSeconds: 31 }]) {
      expect(answered(registry, await remove(registry, options)).metadata.resourceVersion).toBe('2');
    }
    expect(answered(registry, await remove(registry, { gracePeriodSeconds: 5 })).metadata).toMatchObject({
      resourceVersion: '3',
      generation: 2,
      deletionTimestamp: at(5),
      deletionGracePeriodSeconds: 5,
    });
    expect((await remove(registry, { gracePeriodSeconds: 0 })).removed).toBe(true);
    expect((await statusOf(getObject(registry, 'w', IN_DEFAULT))).code).toBe(404);
  });

  test('takes less than nothing as a second, and more than 292 years as Go does', async () => {
    const registry = await withWidget();
    expect(
      answered(registry, await remove(registry, { gracePeriodSeconds: -5, dryRun: ['All'] })).metadata,
    ).toMatchObject({
      deletionGracePeriodSeconds: 1,
      deletionTimestamp: at(1),
    });
    const far = await remove(registry, { gracePeriodSeconds: 2 ** 53 - 1, dryRun: ['All'] });
    expect(answered(registry, far).metadata.deletionTimestamp).toMatch(/^\d{4}-/);
    const { value } = await remove(registry, { gracePeriodSeconds: 2n ** 63n - 1n, dryRun: ['All'] });
    expect(registry.definition.codec.metadataText(value, { revision: undefined })).toContain(
      '"deletionGracePeriodSeconds":9223372036854775807',
    );
  });

  test('is under way: an update does not remove the object', async () => {
    const registry = await withWidget();
    await remove(registry, { gracePeriodSeconds: 30 });
    await change(registry, (metadata) => ({ ...metadata, labels: { a: 'b' } }));
    expect((await getObject(registry, 'w', IN_DEFAULT)).revision).toBe(3);
  });
});

describe('finalizers', () => {
  const held = async () => {
    const registry = registryOf(widgets);
    const metadata = { name: 'w', finalizers: ['example.com/a', 'example.com/b'] };
    await createObject(registry, { metadata, spec: {}, status: {} }, IN_DEFAULT, { dryRun: false });
    return registry;
  };

  test('keep the object until the last of them is taken away', async () => {
    const registry = await held();
    expect((await remove(registry)).removed).toBe(false);
    expect(answered(registry, await remove(registry)).metadata).toMatchObject({
      resourceVersion: '2',
      deletionGracePeriodSeconds: 0,
    });
    await change(registry, (metadata) => ({ ...metadata, finalizers: ['example.com/b'] }));
    expect((await getObject(registry, 'w', IN_DEFAULT)).revision).toBe(3);
    await change(registry, (metadata) => ({ ...metadata, finalizers: [] }), true);
    const last = await change(registry, (metadata) => ({ ...metadata, finalizers: [] }));
    expect(last.revision).toBe(3);
    expect(answered(registry, last).metadata).not.toHaveProperty('finalizers');
    expect((await statusOf(getObject(registry, 'w', IN_DEFAULT))).code).toBe(404);
  });

  test('keep it after its grace period, too', async () => {
    const registry = await held();
    await remove(registry, { gracePeriodSeconds: 30 });
    expect((await remove(registry, { gracePeriodSeconds: 0 })).removed).toBe(false);
    await change(registry, (metadata) => ({ ...metadata, finalizers: [] }));
    expect((await statusOf(getObject(registry, 'w', IN_DEFAULT))).code).toBe(404);
  });

  test.each([
    [{ propagationPolicy: 'Foreground' }, ['foregroundDeletion']],
    [{ propagationPolicy: 'Orphan' }, ['orphan']],
    [{ orphanDependents: true }, ['orphan']],
    [{ propagationPolicy: 'Background' }, undefined],
    [{ orphanDependents: false }, undefined],
  ])('say what becomes of what belongs to the object: %o', async (options, finalizers) => {
    const registry = await withWidget();
    const deleted = await remove(registry, options);
    expect(answered(registry, deleted).metadata.finalizers).toEqual(finalizers);
    expect(deleted.removed).toBe(finalizers === undefined);
  });
});

describe('the last state', () => {
  test('keeps the text of the spec and of the status as it is', async () => {
    const registry = await withWidget();
    const before = await getObject(registry, 'w', IN_DEFAULT);
    const { value } = await remove(registry, { gracePeriodSeconds: 30 });
    // Name, uid, the rest of the metadata; then the fields.
    expect(value[3]).toBe(before.value[3]);
    expect(value[4]).toBe(before.value[4]);
  });

  test('is forgotten with the object', async () => {
    const registry = await withWidget();
    const { revision } = await change(registry, (metadata) => ({ ...metadata, labels: { a: 'b' } }));
    const entry = { key: '/registry/example.com/widgets/default/w', value: [], revision: revision ?? 0 };
    expect(registry.decoded.get(entry)).toBeDefined();
    await remove(registry);
    expect(registry.decoded.get(entry)).toBeUndefined();
  });

  test('that an update leaves behind is forgotten too', async () => {
    const registry = registryOf(widgets);
    const metadata = { name: 'w', finalizers: ['example.com/a'] };
    await createObject(registry, { metadata, spec: {}, status: {} }, IN_DEFAULT, { dryRun: false });
    await remove(registry);
    const { revision } = await change(registry, (old) => ({ ...old, labels: { a: 'b' } }));
    await change(registry, (old) => ({ ...old, finalizers: [] }));
    const entry = { key: '/registry/example.com/widgets/default/w', value: [], revision: revision ?? 0 };
    expect(registry.decoded.get(entry)).toBeUndefined();
  });
});

describe('a name whose object is being deleted', () => {
  test.each([false, true])('409 AlreadyExists, saying so (dry run: %s)', async (dryRun) => {
    const registry = await withWidget();
    await remove(registry, { gracePeriodSeconds: 30 });
    const again = createObject(registry, { metadata: { name: 'w' }, spec: {}, status: {} }, IN_DEFAULT, { dryRun });
    expect(await statusOf(again)).toMatchObject({
      code: 409,
      reason: 'AlreadyExists',
      message: 'object is being deleted: widgets.example.com "w" already exists',
    });
  });
});

test('a deletion that someone else completes is answered as what it did', async () => {
  const store = openStore();
  const registry = await withWidget({ store });
  const overtaken = racingStore(store, 1, (_, { key, revision }) => store.delete(key, revision));
  const lost: Store = { ...overtaken, put: (...all) => store.put(...all) };
  expect(await remove({ ...registry, store: lost })).toMatchObject({ revision: 2, removed: true });
});

function change(
  registry: Registry<Widget>,
  edit: (metadata: Widget['metadata']) => Widget['metadata'],
  dryRun = false,
) {
  const update = {
    name: 'w',
    subresource: '',
    strategy: widgetStrategy,
    uid: undefined,
    change: (old: Widget): Widget => ({ metadata: edit(old.metadata), spec: old.spec, status: {} }),
    dryRun,
  };
  return updateObject(registry, update, IN_DEFAULT);
}
