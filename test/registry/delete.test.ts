import { describe, expect, test } from 'vitest';
import { createObject } from '../../src/registry/create.ts';
import { deleteObject } from '../../src/registry/delete.ts';
import { getObject } from '../../src/registry/get.ts';
import type { ResourceContext } from '../../src/registry/resource-context.ts';
import { updateObject } from '../../src/registry/update.ts';
import type { Store } from '../../src/storage/store.ts';
import type { StoreEntry } from '../../src/storage/store-entry.ts';
import { racingStore } from '../support/racing-store.ts';
import { answered, IN_DEFAULT, openStore, resourceOf, revisionOf, statusOf } from '../support/registry.ts';
import { storeOver } from '../support/store-over.ts';
import { type Widget, widgetStrategy, widgets } from '../support/widget.ts';

async function withWidget(parts: Partial<ResourceContext<Widget>> = {}): Promise<ResourceContext<Widget>> {
  const resource = resourceOf(widgets, parts);
  await createObject(resource, { metadata: { name: 'w' }, spec: {}, status: {} }, IN_DEFAULT, { dryRun: false });
  return resource;
}

const remove = (resource: ResourceContext<Widget>, options: Parameters<typeof deleteObject>[3] = {}) =>
  deleteObject(resource, 'w', IN_DEFAULT, options);

test('a deletion answers with the last state, the moment and the version of the deletion', async () => {
  const resource = await withWidget();
  expect(answered(resource, await remove(resource)).metadata).toEqual({
    name: 'w',
    namespace: 'default',
    uid: '00000000-0000-4000-8000-000000000001',
    resourceVersion: '3',
    generation: 2,
    creationTimestamp: '2020-01-02T03:04:05Z',
    deletionTimestamp: '2020-01-02T03:04:05Z',
    deletionGracePeriodSeconds: 0,
  });
  expect((await statusOf(getObject(resource, 'w', IN_DEFAULT))).code).toBe(404);
});

test('404 NotFound where there is no such object', async () => {
  const resource = resourceOf(widgets);
  expect(await statusOf(remove(resource))).toMatchObject({ code: 404, message: 'widgets.example.com "w" not found' });
});

test('a dry run answers the same at the stored version, and deletes nothing', async () => {
  const resource = await withWidget();
  expect(answered(resource, await remove(resource, { dryRun: ['All'] })).metadata).toMatchObject({
    resourceVersion: '1',
    deletionTimestamp: '2020-01-02T03:04:05Z',
  });
  expect(answered(resource, await getObject(resource, 'w', IN_DEFAULT)).metadata).not.toHaveProperty(
    'deletionTimestamp',
  );
});

describe('preconditions', () => {
  test('409 Conflict where the uid is another, naming the kind', async () => {
    const resource = await withWidget();
    expect(await statusOf(remove(resource, { preconditions: { uid: 'other' } }))).toMatchObject({
      code: 409,
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on Widget.example.com "w": the UID in the precondition (other) does not match the UID in record (00000000-0000-4000-8000-000000000001). The object might have been deleted and then recreated',
      details: { name: 'w', group: 'example.com', kind: 'Widget' },
    });
    expect(await revisionOf(resource)).toBe(1);
  });

  test('409 Conflict where the version is another', async () => {
    const resource = await withWidget();
    expect((await statusOf(remove(resource, { preconditions: { resourceVersion: '9' } }))).message).toBe(
      'Operation cannot be fulfilled on Widget.example.com "w": the ResourceVersion in the precondition (9) does not match the ResourceVersion in record (1). The object might have been modified',
    );
  });

  test('that hold let it go', async () => {
    const resource = await withWidget();
    const preconditions = { uid: '00000000-0000-4000-8000-000000000001', resourceVersion: '1' };
    await expect(remove(resource, { preconditions })).resolves.toBeDefined();
  });

  test('are looked at again where another writer was faster', async () => {
    const touch = (store: Store, { key, value, revision }: StoreEntry) => store.put(key, value, revision);
    const store = openStore();
    const resource = await withWidget({ store });
    const racing = { ...resource, store: racingStore(store, 1, touch) };
    expect((await statusOf(remove(racing, { preconditions: { resourceVersion: '1' } }))).code).toBe(409);
    const again = { ...resource, store: racingStore(store, 3, touch) };
    const last = await remove(again);
    expect(last.removed).toBe(true);
    expect(await statusOf(getObject(resource, 'w', IN_DEFAULT))).toMatchObject({ code: 404 });
  });
});

describe('a deletion with a grace period', () => {
  const at = (seconds: number) => new Date(Date.UTC(2020, 0, 2, 3, 4, 5 + seconds)).toISOString().replace('.000', '');

  test('keeps the object, marked with the moment at which its time is up', async () => {
    const resource = await withWidget();
    const { removed } = await remove(resource, { gracePeriodSeconds: 30 });
    expect(removed).toBe(false);
    expect(answered(resource, await getObject(resource, 'w', IN_DEFAULT)).metadata).toMatchObject({
      resourceVersion: '2',
      generation: 2,
      deletionTimestamp: at(30),
      deletionGracePeriodSeconds: 30,
    });
  });

  test('can be given less time, but not more', async () => {
    const resource = await withWidget();
    await remove(resource, { gracePeriodSeconds: 30 });
    for (const options of [{}, { gracePeriodSeconds: 30 }, { gracePeriodSeconds: 31 }]) {
      expect(answered(resource, await remove(resource, options)).metadata.resourceVersion).toBe('2');
    }
    expect(answered(resource, await remove(resource, { gracePeriodSeconds: 5 })).metadata).toMatchObject({
      resourceVersion: '3',
      generation: 2,
      deletionTimestamp: at(5),
      deletionGracePeriodSeconds: 5,
    });
    expect((await remove(resource, { gracePeriodSeconds: 0 })).removed).toBe(true);
    expect((await statusOf(getObject(resource, 'w', IN_DEFAULT))).code).toBe(404);
  });

  test('takes less than nothing as a second, and more than 292 years as Go does', async () => {
    const resource = await withWidget();
    expect(
      answered(resource, await remove(resource, { gracePeriodSeconds: -5, dryRun: ['All'] })).metadata,
    ).toMatchObject({
      deletionGracePeriodSeconds: 1,
      deletionTimestamp: at(1),
    });
    const far = await remove(resource, { gracePeriodSeconds: 2 ** 53 - 1, dryRun: ['All'] });
    expect(answered(resource, far).metadata.deletionTimestamp).toMatch(/^\d{4}-/);
    const { value } = await remove(resource, { gracePeriodSeconds: 2n ** 63n - 1n, dryRun: ['All'] });
    expect(resource.definition.codec.metadataText(value, { revision: undefined })).toContain(
      '"deletionGracePeriodSeconds":9223372036854775807',
    );
  });

  test('is under way: an update does not remove the object', async () => {
    const resource = await withWidget();
    await remove(resource, { gracePeriodSeconds: 30 });
    await change(resource, (metadata) => ({ ...metadata, labels: { a: 'b' } }));
    expect((await getObject(resource, 'w', IN_DEFAULT)).revision).toBe(3);
  });
});

describe('finalizers', () => {
  const held = async () => {
    const resource = resourceOf(widgets);
    const metadata = { name: 'w', finalizers: ['example.com/a', 'example.com/b'] };
    await createObject(resource, { metadata, spec: {}, status: {} }, IN_DEFAULT, { dryRun: false });
    return resource;
  };

  test('keep the object until the last of them is taken away', async () => {
    const resource = await held();
    expect((await remove(resource)).removed).toBe(false);
    expect(answered(resource, await remove(resource)).metadata).toMatchObject({
      resourceVersion: '2',
      deletionGracePeriodSeconds: 0,
    });
    await change(resource, (metadata) => ({ ...metadata, finalizers: ['example.com/b'] }));
    expect((await getObject(resource, 'w', IN_DEFAULT)).revision).toBe(3);
    await change(resource, (metadata) => ({ ...metadata, finalizers: [] }), true);
    const last = await change(resource, (metadata) => ({ ...metadata, finalizers: [] }));
    expect(last.revision).toBe(3);
    expect(answered(resource, last).metadata).not.toHaveProperty('finalizers');
    expect((await statusOf(getObject(resource, 'w', IN_DEFAULT))).code).toBe(404);
  });

  test('keep it after its grace period, too', async () => {
    const resource = await held();
    await remove(resource, { gracePeriodSeconds: 30 });
    expect((await remove(resource, { gracePeriodSeconds: 0 })).removed).toBe(false);
    await change(resource, (metadata) => ({ ...metadata, finalizers: [] }));
    expect((await statusOf(getObject(resource, 'w', IN_DEFAULT))).code).toBe(404);
  });

  test.each([
    [{ propagationPolicy: 'Foreground' }, ['foregroundDeletion']],
    [{ propagationPolicy: 'Orphan' }, ['orphan']],
    [{ orphanDependents: true }, ['orphan']],
    [{ propagationPolicy: 'Background' }, undefined],
    [{ orphanDependents: false }, undefined],
  ])('say what becomes of what belongs to the object: %o', async (options, finalizers) => {
    const resource = await withWidget();
    const deleted = await remove(resource, options);
    expect(answered(resource, deleted).metadata.finalizers).toEqual(finalizers);
    expect(deleted.removed).toBe(finalizers === undefined);
  });
});

describe('the last state', () => {
  test('keeps the text of the spec and of the status as it is', async () => {
    const resource = await withWidget();
    const before = await getObject(resource, 'w', IN_DEFAULT);
    const { value } = await remove(resource, { gracePeriodSeconds: 30 });
    const fields = (segments: readonly string[]): string[] =>
      segments.filter((text) => /^,"(spec|status)":/.test(text));
    expect(fields(before.value)).toHaveLength(2);
    expect(fields(value)).toEqual(fields(before.value));
  });

  test('is forgotten with the object', async () => {
    const resource = await withWidget();
    const { revision } = await change(resource, (metadata) => ({ ...metadata, labels: { a: 'b' } }));
    const entry = { key: '/registry/example.com/widgets/default/w', value: [], revision: revision ?? 0 };
    expect(resource.decoded.get(entry)).toBeDefined();
    await remove(resource);
    expect(resource.decoded.get(entry)).toBeUndefined();
  });

  test('that an update leaves behind is forgotten too', async () => {
    const resource = resourceOf(widgets);
    const metadata = { name: 'w', finalizers: ['example.com/a'] };
    await createObject(resource, { metadata, spec: {}, status: {} }, IN_DEFAULT, { dryRun: false });
    await remove(resource);
    const { revision } = await change(resource, (old) => ({ ...old, labels: { a: 'b' } }));
    await change(resource, (old) => ({ ...old, finalizers: [] }));
    const entry = { key: '/registry/example.com/widgets/default/w', value: [], revision: revision ?? 0 };
    expect(resource.decoded.get(entry)).toBeUndefined();
  });
});

describe('a name whose object is being deleted', () => {
  test.each([false, true])('409 AlreadyExists, saying so (dry run: %s)', async (dryRun) => {
    const resource = await withWidget();
    await remove(resource, { gracePeriodSeconds: 30 });
    const again = createObject(resource, { metadata: { name: 'w' }, spec: {}, status: {} }, IN_DEFAULT, { dryRun });
    expect(await statusOf(again)).toMatchObject({
      code: 409,
      reason: 'AlreadyExists',
      message: 'object is being deleted: widgets.example.com "w" already exists',
    });
  });
});

test('a deletion that someone else completes is answered as what it did', async () => {
  const store = openStore();
  const resource = await withWidget({ store });
  const overtaken = racingStore(store, 1, (_, { key, revision }) => store.delete(key, revision));
  const lost = storeOver(overtaken, { put: (...all) => store.put(...all) });
  expect(await remove({ ...resource, store: lost })).toMatchObject({ revision: 2, removed: true });
});

test.each(['deleted', 'written and then deleted'])(
  '404 NotFound where an object without a grace period was %s by someone else meanwhile',
  async (what) => {
    const store = openStore();
    const { gracePeriod: _, ...deletion } = widgets.deletion;
    const definition = { ...widgets, deletion };
    await createObject(
      resourceOf(definition, { store }),
      { metadata: { name: 'w' }, spec: {}, status: {} },
      IN_DEFAULT,
      { dryRun: false },
    );
    let isWritten = what === 'deleted';
    const meanwhile = async (_store: Store, { key, value, revision }: StoreEntry): Promise<void> => {
      if (isWritten) await store.delete(key, revision);
      else await store.put(key, value, revision);
      isWritten = true;
    };
    const overtaken = resourceOf(definition, { store: racingStore(store, 2, meanwhile) });
    expect(await statusOf(remove(overtaken))).toMatchObject({ code: 404 });
  },
);

function change(
  resource: ResourceContext<Widget>,
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
  return updateObject(resource, update, IN_DEFAULT);
}
