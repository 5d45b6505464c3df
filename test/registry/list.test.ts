import { describe, expect, test } from 'vitest';
import { createObject } from '../../src/registry/create.ts';
import { ownRequest } from '../../src/registry/definition/request-context.ts';
import { deleteObject } from '../../src/registry/delete.ts';
import { listObjects } from '../../src/registry/list.ts';
import type { ResourceContext } from '../../src/registry/resource-context.ts';
import { resourceOf, statusOf } from '../support/registry.ts';
import { type Widget, widgets } from '../support/widget.ts';

async function withWidgets(...keys: string[]): Promise<ResourceContext<Widget>> {
  const resource = resourceOf(widgets);
  for (const key of keys) {
    const [namespace = '', name = ''] = key.split('/');
    const object: Widget = { metadata: { name }, spec: {}, status: {} };
    await createObject(resource, object, ownRequest({ namespace, signal: undefined }), { dryRun: false });
  }
  return resource;
}

const keysOf = async (resource: ResourceContext<Widget>, namespace?: string, exactly?: number): Promise<string[]> => {
  const { entries } = await listObjects(resource, ownRequest({ namespace, signal: undefined }), { exactly });
  return entries.map(({ key }) => key.slice('/registry/example.com/widgets/'.length));
};

describe('a list', () => {
  test('of a namespace has its objects in order of their names, and no others', async () => {
    const resource = await withWidgets('n/b', 'n/a', 'n0/x', 'm/x', 'n-1/x', 'n/a-1');
    expect(await keysOf(resource, 'n')).toEqual(['n/a', 'n/a-1', 'n/b']);
    expect(await keysOf(resource, 'none')).toEqual([]);
  });

  test('of all namespaces has all objects in order of namespace and name', async () => {
    const resource = await withWidgets('n/b', 'm/z', 'n/a');
    expect(await keysOf(resource)).toEqual(['m/z', 'n/a', 'n/b']);
  });

  test('has the version of the collection, and can be asked for an earlier one', async () => {
    const resource = await withWidgets('n/a', 'n/b');
    await deleteObject(resource, 'a', ownRequest({ namespace: 'n', signal: undefined }), {});
    const list = await listObjects(resource, ownRequest({ namespace: 'n', signal: undefined }), { exactly: undefined });
    expect(list.revision).toBe(4);
    expect(await keysOf(resource, 'n', 2)).toEqual(['n/a', 'n/b']);
    expect(await keysOf(resource, 'n', 1)).toEqual(['n/a']);
  });

  test('is refused with 410 Expired for a version that is no longer kept, and 504 for one not reached', async () => {
    const resource = await withWidgets('n/a', 'n/b');
    await resource.store.compact(2);
    expect(await statusOf(keysOf(resource, 'n', 1))).toMatchObject({ code: 410, reason: 'Expired' });
    expect(await statusOf(keysOf(resource, 'n', 9))).toMatchObject({ code: 504, reason: 'Timeout' });
  });
});
