import { describe, expect, test } from 'vitest';
import type { ApiObject } from '../../src/apimachinery/api-object.ts';
import { decodeObject } from '../../src/apimachinery/decode/decode-object.ts';
import { apiVersionOf } from '../../src/apimachinery/group-version-kind.ts';
import { createObject } from '../../src/registry/create.ts';
import { ownRequest } from '../../src/registry/definition/request-context.ts';
import { keyOf, type ResourceDefinition } from '../../src/registry/definition/resource-definition.ts';
import type { UpdateStrategy } from '../../src/registry/definition/strategy.ts';
import { deleteObject } from '../../src/registry/delete.ts';
import { getObject } from '../../src/registry/get.ts';
import { listObjects } from '../../src/registry/list.ts';
import type { ResourceContext } from '../../src/registry/resource-context.ts';
import type { StoredObject } from '../../src/registry/stored-object.ts';
import { updateObject } from '../../src/registry/update.ts';
import { resourceOf, revisionOf, statusOf } from '../support/registry.ts';

/** An object as clients send and get it. */
export interface Body {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** What the suite needs to know of a kind. Bodies have no kind, apiVersion and namespace. */
export interface ResourceSamples {
  /** A body that is accepted. */
  readonly valid: (name: string) => Body;
  /** A replacement of a valid body, as it is answered, that is accepted and changes something. */
  readonly changed: (stored: Body) => Body;
  /** A body that validation refuses, and a path that the refusal names. */
  readonly invalid: (name: string) => Body;
  readonly invalidField: string;
  /** For each subresource, a replacement that is accepted and changes something there. */
  readonly subresources: Readonly<Record<string, (stored: Body) => Body>>;
}

const versionOf = ({ metadata }: Body): number => Number(metadata.resourceVersion);

/** The tests that every kind must pass, whatever its own rules are. */
export function describeResource<T extends ApiObject>(
  definition: ResourceDefinition<T>,
  { valid, changed, invalid, invalidField, subresources }: ResourceSamples,
): void {
  const { kind, strategy, resource: name } = definition;
  const context = ownRequest({ namespace: strategy.namespaced ? 'default' : undefined, signal: undefined });

  const decoded = (body: Body, { setDefaults }: Pick<UpdateStrategy<T>, 'setDefaults'> = strategy): T => {
    const { object } = decodeObject(definition.schema, kind, JSON.stringify(body), { fieldValidation: 'Strict' });
    if (context.namespace !== undefined) (object as T).metadata.namespace = context.namespace;
    setDefaults(object as T);
    return object as T;
  };
  const answered = ({ value, revision }: StoredObject): Body =>
    JSON.parse(definition.codec.text(value, { revision })) as Body;
  const create = async (resource: ResourceContext<T>, body: Body, dryRun = false): Promise<Body> =>
    answered(await createObject(resource, decoded(body), context, { dryRun }));
  const get = async (resource: ResourceContext<T>, name = 'a'): Promise<Body> =>
    answered(await getObject(resource, name, context));
  const replace = async (
    resource: ResourceContext<T>,
    body: Body,
    { name = 'a', dryRun = false, subresource = '' } = {},
  ): Promise<Body> => {
    const own = subresource === '' ? strategy : definition.subresources[subresource]?.strategy;
    if (own === undefined) throw new Error(`${resource.definition.resource} has no subresource ${subresource}`);
    const change = (): T => decoded(body, own);
    const update = { name, subresource, strategy: own, uid: undefined, change, dryRun };
    return answered(await updateObject(resource, update, context));
  };
  const withMetadata = (body: Body, metadata: object): Body => ({
    ...body,
    metadata: { ...body.metadata, ...metadata },
  });
  const withoutVersion = ({ metadata: { resourceVersion, ...metadata }, ...body }: Body): Body => ({
    ...body,
    metadata,
  });

  const withOne = async (): Promise<{ resource: ResourceContext<T>; one: Body }> => {
    const resource = resourceOf(definition);
    return { resource, one: await create(resource, valid('a')) };
  };

  describe(`${name}, as every resource`, () => {
    test('are answered with kind, apiVersion and what the system says of them', async () => {
      const { resource, one } = await withOne();
      const stored = await resource.store.get(keyOf(definition, context.namespace, 'a'));
      expect(one).toMatchObject({
        kind: kind.kind,
        apiVersion: apiVersionOf(kind),
        metadata: {
          name: 'a',
          uid: '00000000-0000-4000-8000-000000000001',
          resourceVersion: String(stored?.revision),
          creationTimestamp: '2020-01-02T03:04:05Z',
          ...(strategy.namespaced && { namespace: 'default' }),
        },
      });
      if (!strategy.namespaced) expect(one.metadata).not.toHaveProperty('namespace');
    });

    test('are read as they were answered when they were created', async () => {
      const { resource, one } = await withOne();
      expect(await get(resource)).toEqual(one);
    });

    test('are created once under a name', async () => {
      const { resource } = await withOne();
      expect(await statusOf(create(resource, valid('a')))).toMatchObject({ code: 409, reason: 'AlreadyExists' });
    });

    test('get a name of their own where they ask for one', async () => {
      const body = valid('x');
      const generated = withMetadata(body, { name: undefined, generateName: 'made-' });
      expect((await create(resourceOf(definition), generated)).metadata.name).toBe('made-bbbbb');
    });

    test('are refused where they are not valid, and left unchanged where a replacement is not', async () => {
      const { resource, one } = await withOne();
      const refusal = await statusOf(create(resource, invalid('b')));
      expect(refusal).toMatchObject({ code: 422, reason: 'Invalid', details: { name: 'b', kind: kind.kind } });
      expect(refusal.details?.causes?.map(({ field }) => field)).toContain(invalidField);
      expect((await statusOf(replace(resource, withMetadata(one, { labels: { 'not valid': 'x' } })))).code).toBe(422);
      expect(await get(resource)).toEqual(one);
    });

    test('are listed in order of their names, as they are read', async () => {
      const resource = resourceOf(definition);
      for (const name of ['b', 'c', 'a', 'b-1']) await create(resource, valid(name));
      const { entries, revision } = await listObjects(resource, context, { exactly: undefined });
      expect(revision).toBe(await revisionOf(resource));
      const items = entries.map(
        ({ value, revision }) => JSON.parse(definition.codec.itemText(value, { revision })) as Body,
      );
      expect(items.map(({ metadata }) => metadata.name)).toEqual(['a', 'b', 'b-1', 'c']);
      const { kind: _, apiVersion: __, ...first } = await get(resource, 'a');
      expect(items[0]).toEqual(first);
    });

    test('are replaced where the version is the current one or none, and get a new version', async () => {
      const { resource, one } = await withOne();
      const two = await replace(resource, changed(one));
      expect(versionOf(two)).toBeGreaterThan(versionOf(one));
      expect({ ...two, metadata: { ...two.metadata, resourceVersion: one.metadata.resourceVersion } }).not.toEqual(one);
      expect(await get(resource)).toEqual(two);
      const blind = replace(resource, withoutVersion(changed(two)));
      if (strategy.allowUnconditionalUpdate) {
        expect(versionOf(await blind)).toBeGreaterThanOrEqual(versionOf(two));
      } else {
        expect(await statusOf(blind)).toMatchObject({
          code: 422,
          details: { kind: name, causes: [{ field: 'metadata.resourceVersion' }] },
        });
      }
    });

    test('are not replaced where the version is an old one', async () => {
      const { resource, one } = await withOne();
      const two = await replace(resource, changed(one));
      expect(await statusOf(replace(resource, changed(one)))).toMatchObject({ code: 409, reason: 'Conflict' });
      expect(await get(resource)).toEqual(two);
    });

    test('are not written where nothing changes', async () => {
      const { resource, one } = await withOne();
      const before = await revisionOf(resource);
      const same = strategy.allowUnconditionalUpdate ? [one, withoutVersion(one)] : [one];
      for (const body of same) expect(await replace(resource, body)).toEqual(one);
      for (const [subresource] of Object.entries(subresources)) {
        expect(await replace(resource, one, { subresource })).toEqual(one);
      }
      expect(await revisionOf(resource)).toBe(before);
    });

    test('keep their uid, their name and the time of their creation', async () => {
      const { resource, one } = await withOne();
      const { creationTimestamp } = one.metadata;
      for (const subresource of ['', ...Object.keys(subresources)]) {
        const aged = withMetadata(one, { creationTimestamp: '2001-01-01T00:00:00Z', uid: undefined });
        expect((await replace(resource, aged, { subresource })).metadata).toMatchObject({
          uid: one.metadata.uid,
          creationTimestamp,
        });
        for (const other of [{ uid: '11111111-2222-3333-4444-555555555555' }, { name: 'other' }]) {
          expect(await statusOf(replace(resource, withMetadata(one, other), { subresource }))).toMatchObject({
            code: 422,
            reason: 'Invalid',
          });
        }
      }
      expect(await get(resource)).toEqual(one);
    });

    test('are not created by a replacement', async () => {
      expect(await statusOf(replace(resourceOf(definition), valid('a')))).toMatchObject({
        code: 404,
        reason: 'NotFound',
      });
    });

    test('are left alone by dry runs, which are answered as if they were not', async () => {
      const { resource, one } = await withOne();
      const before = await revisionOf(resource);
      expect((await create(resource, valid('b'), true)).metadata).not.toHaveProperty('resourceVersion');
      const { metadata, ...rest } = await replace(resource, changed(one), { dryRun: true });
      expect(metadata.resourceVersion).toBe(one.metadata.resourceVersion);
      expect(await revisionOf(resource)).toBe(before);
      const real = await replace(resource, changed(one));
      const { resourceVersion } = real.metadata;
      expect({ ...rest, metadata: { ...metadata, resourceVersion } }).toEqual(real);
    });

    test('are gone when they have been deleted, and may come again with another uid', async () => {
      const { resource, one } = await withOne();
      const wrong = { preconditions: { uid: 'other' } };
      expect((await statusOf(deleteObject(resource, 'a', context, wrong))).code).toBe(409);
      const last = answered(
        await deleteObject(resource, 'a', context, { preconditions: { uid: String(one.metadata.uid) } }),
      );
      expect(last.metadata.uid).toBe(one.metadata.uid);
      const { gracePeriod, terminate, isHeld } = definition.deletion;
      const marked = gracePeriod !== undefined || terminate !== undefined;
      expect(last.metadata.deletionTimestamp).toBe(marked ? '2020-01-02T03:04:05Z' : undefined);
      // What holds an object of the kind is in its spec, and is taken away through a subresource.
      if (isHeld !== undefined) await replace(resource, { ...last, spec: {} }, { subresource: 'finalize' });
      expect(await statusOf(get(resource))).toMatchObject({ code: 404, reason: 'NotFound' });
      expect((await statusOf(deleteObject(resource, 'a', context, {}))).code).toBe(404);
      expect((await create(resource, valid('a'))).metadata.uid).not.toBe(one.metadata.uid);
    });

    test('are remembered as they would be read', async () => {
      const { resource } = await withOne();
      const key = keyOf(definition, context.namespace, 'a');
      const writes = [{ change: changed, subresource: '' }].concat(
        Object.entries(subresources).map(([subresource, change]) => ({ change, subresource })),
      );
      for (const { change, subresource } of [...writes, ...writes]) {
        await replace(resource, change(await get(resource)), { subresource });
        const entry = await resource.store.get(key);
        if (entry === undefined) throw new Error('it is gone');
        const remembered = resource.decoded.get(entry);
        if (remembered === undefined) continue;
        expect(definition.codec.encode(remembered)).toEqual(entry.value);
        const read = definition.codec.copy(entry.value, entry.revision) as unknown as Body;
        for (const field of Object.keys(definition.schema.properties).filter(
          (name) => !['kind', 'apiVersion'].includes(name),
        )) {
          expect((remembered as unknown as Body)[field], field).toEqual(read[field]);
        }
      }
    });

    for (const [subresource, change] of Object.entries(subresources)) {
      test(`are written through ${subresource} but for what is kept there`, async () => {
        const { resource, one } = await withOne();
        const two = await replace(resource, change(one), { subresource });
        expect(versionOf(two)).toBeGreaterThan(versionOf(one));
        for (const field of definition.subresources[subresource]?.strategy?.keptFields ?? []) {
          expect(two[field]).toEqual(one[field]);
        }
        expect(two.metadata.generation).toEqual(one.metadata.generation);
        expect(await statusOf(replace(resource, change(one), { subresource }))).toMatchObject({ code: 409 });
        expect((await statusOf(replace(resourceOf(definition), valid('a'), { subresource }))).code).toBe(404);
      });
    }
  });
}
