import { describe, expect, test, vi } from 'vitest';
import { createObject } from '../../src/registry/create.ts';
import { getObject } from '../../src/registry/get.ts';
import type { ResourceContext } from '../../src/registry/resource-context.ts';
import { type Update, updateObject } from '../../src/registry/update.ts';
import type { Store } from '../../src/storage/store.ts';
import type { StoreEntry } from '../../src/storage/store-entry.ts';
import { racingStore } from '../support/racing-store.ts';
import { answered, IN_DEFAULT, openStore, resourceOf, revisionOf, statusOf } from '../support/registry.ts';
import { type Widget, widgetStatusStrategy, widgetStrategy, widgets } from '../support/widget.ts';

/** A registry that holds widget `w` at version 1. */
async function withWidget(parts: Partial<ResourceContext<Widget>> = {}): Promise<ResourceContext<Widget>> {
  const resource = resourceOf(widgets, parts);
  const object: Widget = { metadata: { name: 'w', labels: { a: 'b' } }, spec: { size: 1 }, status: {} };
  await createObject(resource, object, IN_DEFAULT, { dryRun: false });
  return resource;
}

function replacing(next: { metadata?: object; spec?: object; status?: object }): Update<Widget> {
  return {
    name: 'w',
    subresource: '',
    strategy: widgetStrategy,
    uid: undefined,
    dryRun: false,
    change: () => ({ spec: {}, status: {}, ...next, metadata: { name: 'w', namespace: 'default', ...next.metadata } }),
  };
}

const update = async (resource: ResourceContext<Widget>, change: Partial<Update<Widget>>): Promise<Widget> =>
  answered(resource, await updateObject(resource, { ...replacing({}), ...change }, IN_DEFAULT));

const copyOf = ({ metadata, spec, status }: Widget): Widget => structuredClone({ metadata, spec, status });

const stored = async (resource: ResourceContext<Widget>): Promise<Widget> =>
  answered(resource, await getObject(resource, 'w', IN_DEFAULT));

describe('an update', () => {
  test('replaces the object, and keeps what the system says of it', async () => {
    const resource = await withWidget();
    const before = await stored(resource);
    const updated = await update(
      resource,
      replacing({
        metadata: { labels: { c: 'd' }, creationTimestamp: '2001-01-01T00:00:00Z', generation: 70 },
        spec: { size: 2 },
        status: { phase: 'Mine' },
      }),
    );
    const { labels, ...metadata } = before.metadata;
    expect(updated).toEqual({
      ...before,
      metadata: { ...metadata, labels: { c: 'd' }, resourceVersion: '2', generation: 2 },
      spec: { size: 2 },
    });
    expect(labels).toEqual({ a: 'b' });
    expect(await stored(resource)).toEqual(updated);
  });

  test('of a subresource keeps the fields that it does not write', async () => {
    const resource = await withWidget();
    const updated = await update(resource, {
      ...replacing({ spec: { size: 99 }, status: { phase: 'Used', ready: false } }),
      subresource: 'status',
      strategy: widgetStatusStrategy,
    });
    expect(updated).toMatchObject({ spec: { size: 1 }, status: { phase: 'Used', ready: false } });
    expect(updated.metadata.generation).toBe(1);
  });

  test('that changes nothing writes nothing, and is answered with the stored version', async () => {
    const resource = await withWidget();
    const updated = await update(resource, replacing({ metadata: { labels: { a: 'b' } }, spec: { size: 1 } }));
    expect(updated).toEqual(await stored(resource));
    expect(updated.metadata.resourceVersion).toBe('1');
    expect(await revisionOf(resource)).toBe(1);
  });

  test('tells its warnings', async () => {
    const resource = await withWidget();
    const { warnings } = await updateObject(resource, replacing({ spec: { size: 12 } }), IN_DEFAULT);
    expect(warnings).toEqual(['spec.size: close to bad luck']);
  });

  test('is made of the text of what is stored where it asks for it', async () => {
    const resource = await withWidget();
    const change = (old: Widget): Widget => {
      const widget = copyOf(old);
      expect(widget.metadata.resourceVersion).toBe('1');
      widget.spec.size = 5;
      return widget;
    };
    expect((await update(resource, { change })).spec.size).toBe(5);
  });

  test('keeps nothing of managedFields, as a create does', async () => {
    const resource = await withWidget();
    const updated = await update(
      resource,
      replacing({ metadata: { managedFields: [{ manager: 'me', operation: 'Update', fieldsType: 'FieldsV1' }] } }),
    );
    expect(updated.metadata).not.toHaveProperty('managedFields');
  });

  test('leaves uids and the names of what is stored alone', async () => {
    const resource = await withWidget();
    const refused = (metadata: object) => statusOf(update(resource, replacing({ metadata })));
    expect(await refused({ name: 'v' })).toMatchObject({
      code: 422,
      message: expect.stringContaining('metadata.name'),
    });
    expect(await refused({ uid: 'other' })).toMatchObject({
      code: 422,
      message: expect.stringContaining('metadata.uid'),
    });
    expect((await stored(resource)).metadata.uid).toBe('00000000-0000-4000-8000-000000000001');
  });
});

describe('a dry run', () => {
  test('answers what the update would, at the stored version, and writes nothing', async () => {
    const resource = await withWidget();
    const updated = await update(resource, { ...replacing({ spec: { size: 2 } }), dryRun: true });
    expect(updated).toMatchObject({ metadata: { resourceVersion: '1', generation: 2 }, spec: { size: 2 } });
    expect((await stored(resource)).spec.size).toBe(1);
    expect(await revisionOf(resource)).toBe(1);
    expect((await update(resource, replacing({ spec: { size: 3 } }))).metadata.generation).toBe(2);
  });
});

describe('preconditions', () => {
  test('404 NotFound where there is no such object', async () => {
    expect(await statusOf(update(resourceOf(widgets), {}))).toMatchObject({
      code: 404,
      reason: 'NotFound',
      message: 'widgets.example.com "w" not found',
      details: { name: 'w', group: 'example.com', kind: 'widgets' },
    });
  });

  test('409 Conflict where the uid is that of another object', async () => {
    const resource = await withWidget();
    const status = await statusOf(update(resource, { uid: 'other' }));
    expect(status).toMatchObject({ code: 409, reason: 'Conflict' });
    expect(status.message).toBe(
      'Operation cannot be fulfilled on widgets.example.com "w": StorageError: invalid object, Code: 4, Key: /registry/example.com/widgets/default/w, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: other, UID in object meta: 00000000-0000-4000-8000-000000000001',
    );
  });

  test('the right uid and the current version are accepted', async () => {
    const resource = await withWidget();
    const { metadata } = await stored(resource);
    const change = replacing({ metadata: { resourceVersion: '1' }, spec: { size: 2 } });
    expect((await update(resource, { ...change, uid: metadata.uid })).spec.size).toBe(2);
  });

  test.each(['2', '7', '18446744073709551615'])(
    '409 Conflict where the version is %s instead of 1',
    async (resourceVersion) => {
      const resource = await withWidget();
      expect(await statusOf(update(resource, replacing({ metadata: { resourceVersion } })))).toMatchObject({
        code: 409,
        message:
          'Operation cannot be fulfilled on widgets.example.com "w": the object has been modified; please apply your changes to the latest version and try again',
      });
      expect(await revisionOf(resource)).toBe(1);
    },
  );

  test.each(['', '0', undefined])('version %j means whatever is stored', async (resourceVersion) => {
    const resource = await withWidget();
    const updated = await update(resource, replacing({ metadata: { resourceVersion }, spec: { size: 2 } }));
    expect(updated.metadata.resourceVersion).toBe('2');
  });

  test('no version is a 422 where the kind does not allow that', async () => {
    const resource = await withWidget();
    const strategy = { ...widgetStrategy, allowUnconditionalUpdate: false };
    const change = replacing({ spec: { size: 2 } });
    expect(await statusOf(update(resource, { ...change, strategy }))).toMatchObject({
      code: 422,
      message:
        'widgets.example.com "w" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
    });
    const named = replacing({ metadata: { resourceVersion: '1' }, spec: { size: 2 } });
    expect((await update(resource, { ...named, strategy })).spec.size).toBe(2);
  });

  test('500 without a reason where the version is no number, as kube-apiserver has it', async () => {
    const resource = await withWidget();
    const status = await statusOf(update(resource, replacing({ metadata: { resourceVersion: 'abc' } })));
    expect(status).toMatchObject({
      code: 500,
      message: 'strconv.ParseUint: parsing "abc": invalid syntax',
    });
    expect(status.reason).toBeUndefined();
  });

  test('are looked at before the object is validated', async () => {
    const resource = await withWidget();
    const invalid = replacing({ metadata: { resourceVersion: '9' }, spec: { size: 13 } });
    expect((await statusOf(update(resource, invalid))).code).toBe(409);
    expect((await statusOf(update(resource, replacing({ spec: { size: 13 } })))).code).toBe(422);
  });
});

describe('when another writer is faster', () => {
  const relabelled = (store: Store, { key, value, revision }: StoreEntry): Promise<unknown> => {
    const widget = widgets.codec.copy(value, revision);
    widget.metadata.labels = { writer: `other-${revision}` };
    return store.put(key, widgets.codec.encode(widget), revision);
  };

  test.each([1, 2, 5])('%i times, an update without a version is made anew of each winner', async (losses) => {
    const store = openStore();
    const resource = await withWidget({ store });
    const change = vi.fn((old: Widget) => {
      const widget = copyOf(old);
      widget.metadata.resourceVersion = '';
      widget.spec.size = 2;
      return widget;
    });
    const racing = { ...resource, store: racingStore(store, losses, relabelled) };
    const updated = await update(racing, { change });
    expect(change).toHaveBeenCalledTimes(losses + 1);
    expect(updated).toMatchObject({
      metadata: { labels: { writer: `other-${losses}` }, resourceVersion: String(losses + 2), generation: 2 },
      spec: { size: 2 },
    });
    expect(await stored(resource)).toEqual(updated);
  });

  test('an update of a version is refused with 409 Conflict', async () => {
    const store = openStore();
    const resource = await withWidget({ store });
    const racing = { ...resource, store: racingStore(store, 1, relabelled) };
    const change = replacing({ metadata: { resourceVersion: '1' }, spec: { size: 2 } });
    expect(await statusOf(update(racing, change))).toMatchObject({ code: 409, reason: 'Conflict' });
    expect((await stored(resource)).metadata.labels).toEqual({ writer: 'other-1' });
  });

  test('an object that is gone by then is not found', async () => {
    const store = openStore();
    const resource = await withWidget({ store });
    const remove = (inner: Store, { key, revision }: StoreEntry) => inner.delete(key, revision);
    const racing = { ...resource, store: racingStore(store, 1, remove) };
    expect((await statusOf(update(racing, replacing({ spec: { size: 2 } })))).code).toBe(404);
  });

  test('two updates at once both take effect, one after the other', async () => {
    const resource = await withWidget();
    const labelled = (key: string): Partial<Update<Widget>> => ({
      change: (old) => {
        const widget = copyOf(old);
        widget.metadata.resourceVersion = '';
        widget.metadata.labels = { ...widget.metadata.labels, [key]: 'x' };
        return widget;
      },
    });
    await Promise.all(['c', 'd', 'e'].map((key) => update(resource, labelled(key))));
    expect((await stored(resource)).metadata).toMatchObject({
      labels: { a: 'b', c: 'x', d: 'x', e: 'x' },
      resourceVersion: '4',
    });
  });
});

test('what was remembered of a write is what would be read of it', async () => {
  const resource = await withWidget();
  for (const [i, strategy] of [widgetStrategy, widgetStatusStrategy, widgetStatusStrategy, widgetStrategy].entries()) {
    const next = {
      metadata: { labels: {}, annotations: { i: `${i}` } },
      spec: { size: i, parts: {} },
      status: { count: i },
    };
    await update(resource, { ...replacing(next), strategy });
    const entry = await resource.store.get('/registry/example.com/widgets/default/w');
    if (entry === undefined) throw new Error('the widget is gone');
    const remembered = resource.decoded.get(entry);
    expect(remembered?.metadata.annotations).toEqual({ i: `${i}` });
    const { value, revision } = entry;
    if (remembered !== undefined) expect(widgets.codec.encode(remembered)).toEqual(value);
    expect(remembered?.metadata.resourceVersion).toBe(String(revision));
  }
});
