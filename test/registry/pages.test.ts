import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createObject } from '../../src/registry/create.ts';
import { ownRequest } from '../../src/registry/definition/request-context.ts';
import { deleteObject } from '../../src/registry/delete.ts';
import { listObjects, type ObjectList } from '../../src/registry/list.ts';
import type { ResourceContext } from '../../src/registry/resource-context.ts';
import { parseContinueToken } from '../../src/registry/stored-form/continue-token.ts';
import { openMemoryStore } from '../../src/storage/memory/memory-store.ts';
import { resourceOf, statusOf, watching } from '../support/registry.ts';
import { type Widget, widgets } from '../support/widget.ts';

const CONTEXT = ownRequest({ namespace: 'n', signal: undefined });

async function withWidgets(...names: string[]): Promise<ResourceContext<Widget>> {
  return filled(resourceOf(widgets), ...names);
}

async function filled(resource: ResourceContext<Widget>, ...names: string[]): Promise<ResourceContext<Widget>> {
  for (const name of names) await create(resource, name);
  return resource;
}

function create(resource: ResourceContext<Widget>, name: string): Promise<unknown> {
  return createObject(resource, { metadata: { name }, spec: {}, status: {} }, CONTEXT, { dryRun: false });
}

function page(resource: ResourceContext<Widget>, limit: number, token?: string): Promise<ObjectList> {
  const continued = token === undefined ? undefined : parseContinueToken(token);
  return listObjects(resource, CONTEXT, { exactly: undefined, limit, continued });
}

const names = ({ entries }: ObjectList): string[] => entries.map(({ key }) => key.slice(key.lastIndexOf('/') + 1));

describe('a page', () => {
  test('has as many objects as the limit says, how many are left, and a token for the next one', async () => {
    const resource = await withWidgets('a', 'b', 'c', 'd', 'e');
    const first = await page(resource, 2);
    expect([names(first), first.remainingItemCount]).toEqual([['a', 'b'], 3]);
    const second = await page(resource, 2, first.continueToken);
    expect([names(second), second.remainingItemCount]).toEqual([['c', 'd'], 1]);
    const last = await page(resource, 2, second.continueToken);
    expect([names(last), last.remainingItemCount, last.continueToken]).toEqual([['e'], undefined, undefined]);
  });

  test('that has all there is ends the list', async () => {
    const resource = await withWidgets('a', 'b');
    expect(await page(resource, 2)).not.toHaveProperty('continueToken');
  });

  test('shows the state of the first page, whatever was written since', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 20 }),
        async (initial, limit, writes) => {
          const resource = await withWidgets(...initial.map((number) => `w${number}`));
          const snapshot = initial.map((number) => `w${number}`).sort();
          const seen: string[] = [];
          let token: string | undefined;
          const pending = writes.map((number) => `w${number}`);
          do {
            const shown = await page(resource, limit, token);
            seen.push(...names(shown));
            token = shown.continueToken;
            for (const name of pending.splice(0, 3)) await toggle(resource, name);
          } while (token !== undefined);
          expect(seen).toEqual(snapshot);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('of a state that is gone is a 410 whose token goes on in the newest state', async () => {
    const store = openMemoryStore({ historyEvents: 1, historyBytes: 1000 });
    const resource = await filled(resourceOf(widgets, { store, ...watching(store, { events: 1 }) }), 'a', 'b', 'c');
    const { continueToken } = await page(resource, 1);
    await deleteObject(resource, 'b', CONTEXT, {});
    await create(resource, 'd');
    const status = await statusOf(page(resource, 1, continueToken));
    expect(status).toMatchObject({ code: 410, reason: 'Expired', metadata: { continue: expect.any(String) } });
    const rest = await page(resource, 9, status.metadata.continue);
    expect(names(rest)).toEqual(['c', 'd']);
    expect(rest.revision).toBe(await resource.store.currentRevision());
  });

  test('of a list by labels says nothing of how many are left', async () => {
    const resource = await withWidgets('a', 'b', 'c');
    const selection = { labels: [{ key: 'x', operator: '!' as const, values: [] }], fields: [] };
    const list = await listObjects(resource, CONTEXT, { exactly: undefined, limit: 2, selection });
    expect([names(list), list.remainingItemCount]).toEqual([['a', 'b'], undefined]);
    expect(list.continueToken).toBeDefined();
  });
});

async function toggle(resource: ResourceContext<Widget>, name: string): Promise<void> {
  const key = `${widgets.keyPrefix}n/${name}`;
  if ((await resource.store.get(key)) === undefined) await create(resource, name);
  else await deleteObject(resource, name, CONTEXT, {});
}

test.each([
  ['garbage', "invalid character '\\u0081' looking for beginning of value"],
  ['a=b', 'illegal base64 data at input byte 1'],
  [
    tokenOf({ v: 'meta.k8s.io/v2', rv: 1, start: 'a' }),
    'server does not recognize this encoded version meta.k8s.io/v2',
  ],
  [
    tokenOf({ v: 'meta.k8s.io/v1', rv: 0, start: 'a' }),
    'incorrect encoded start resourceVersion (version meta.k8s.io/v1)',
  ],
  [tokenOf({ v: 'meta.k8s.io/v1', rv: 1, start: '' }), 'encoded start key empty (version meta.k8s.io/v1)'],
  [tokenOf({ v: 'meta.k8s.io/v1', rv: 1, start: '../secrets/a' }), '../secrets/a'],
])('the continue token %j is refused with 400', (token, why) => {
  const message = `invalid continue token: continue key is not valid: ${why}`;
  expect(() => parseContinueToken(token)).toThrow(
    expect.objectContaining({ status: expect.objectContaining({ code: 400, message }) }),
  );
});

function tokenOf(content: object): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}
