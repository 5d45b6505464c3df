import { describe, expect, test } from 'vitest';
import { createObject } from '../../src/registry/create.ts';
import { ownRequest } from '../../src/registry/definition/request-context.ts';
import { deleteObject } from '../../src/registry/delete.ts';
import { getObject } from '../../src/registry/get.ts';
import { answered, IN_DEFAULT, resourceOf, revisionOf, statusOf } from '../support/registry.ts';
import { type Widget, widgets } from '../support/widget.ts';

const STORED = { dryRun: false };

function widget(metadata: Widget['metadata'], spec: Widget['spec'] = {}): Widget {
  return { metadata, spec, status: {} };
}

describe('a created object', () => {
  test('has what the system says of it, not what the client said', async () => {
    const resource = resourceOf(widgets);
    const created = await createObject(
      resource,
      widget({
        name: 'w',
        uid: 'mine',
        creationTimestamp: '2001-01-01T00:00:00Z',
        deletionTimestamp: '2001-01-01T00:00:00Z',
        deletionGracePeriodSeconds: 5,
        selfLink: '/mine',
        generation: 9,
        managedFields: [{ manager: 'me' }],
      }),
      IN_DEFAULT,
      STORED,
    );
    expect(answered(resource, created).metadata).toEqual({
      name: 'w',
      namespace: 'default',
      uid: '00000000-0000-4000-8000-000000000001',
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: '2020-01-02T03:04:05Z',
    });
  });

  test('is prepared by its strategy, and can be read', async () => {
    const resource = resourceOf(widgets);
    const created = await createObject(resource, widget({ name: 'w' }, { size: 12 }), IN_DEFAULT, STORED);
    expect(answered(resource, created).status).toEqual({ phase: 'New' });
    expect(created.warnings).toEqual(['spec.size: close to bad luck']);
    expect(answered(resource, await getObject(resource, 'w', IN_DEFAULT))).toEqual(answered(resource, created));
  });
});

describe('a create is refused', () => {
  test('with 409 AlreadyExists where the name is taken', async () => {
    const resource = resourceOf(widgets);
    await createObject(resource, widget({ name: 'w' }), IN_DEFAULT, STORED);
    expect(await statusOf(createObject(resource, widget({ name: 'w' }), IN_DEFAULT, STORED))).toMatchObject({
      code: 409,
      reason: 'AlreadyExists',
      message: 'widgets.example.com "w" already exists',
      details: { name: 'w', group: 'example.com', kind: 'widgets' },
    });
    expect(await revisionOf(resource)).toBe(1);
  });

  test('with 409 AlreadyExists and the warnings that it would have had', async () => {
    const resource = resourceOf({ ...widgets, strategy: { ...widgets.strategy, warningsOnCreate: () => ['odd'] } });
    await createObject(resource, widget({ name: 'w' }), IN_DEFAULT, STORED);
    for (const dryRun of [true, false]) {
      await expect(createObject(resource, widget({ name: 'w' }), IN_DEFAULT, { dryRun })).rejects.toMatchObject({
        status: { reason: 'AlreadyExists' },
        warnings: ['odd'],
      });
    }
  });

  test('with 422 Invalid by its strategy', async () => {
    const resource = resourceOf(widgets);
    expect(await statusOf(createObject(resource, widget({ name: 'w' }, { size: 13 }), IN_DEFAULT, STORED))).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'Widget.example.com "w" is invalid: spec.size: Forbidden: brings bad luck',
      reason: 'Invalid',
      details: {
        name: 'w',
        group: 'example.com',
        kind: 'Widget',
        causes: [{ reason: 'FieldValueForbidden', message: 'Forbidden: brings bad luck', field: 'spec.size' }],
      },
      code: 422,
    });
    expect(await revisionOf(resource)).toBe(0);
  });

  test('with 422 Invalid where it has neither name nor generateName', async () => {
    const status = await statusOf(createObject(resourceOf(widgets), widget({}), IN_DEFAULT, STORED));
    expect(status.message).toBe(
      'Widget.example.com "" is invalid: metadata.name: Required value: name or generateName is required',
    );
  });

  test('with 500 where it names a version, unless that is 0 or no number', async () => {
    const create = (resourceVersion: string) =>
      createObject(resourceOf(widgets), widget({ name: 'w', resourceVersion }), IN_DEFAULT, STORED);
    expect(await statusOf(create('5'))).toMatchObject({
      code: 500,
      message: 'resourceVersion should not be set on objects to be created',
    });
    for (const version of ['', '0', 'abc', '1e3', '-1']) await expect(create(version)).resolves.toBeDefined();
  });

  test('with 500 where it is an update that names a version that is no number', async () => {
    const update = { ...STORED, isUpdate: true };
    const create = (resourceVersion: string) =>
      createObject(resourceOf(widgets), widget({ name: 'w', resourceVersion }), IN_DEFAULT, update);
    expect(await statusOf(create('abc'))).toMatchObject({
      code: 500,
      message: 'strconv.ParseUint: parsing "abc": invalid syntax',
    });
    await expect(create('5')).resolves.toBeDefined();
  });

  test('with 504 Timeout where its time is up, and 503 where the store is closed', async () => {
    const resource = resourceOf(widgets);
    const late = ownRequest({ namespace: 'default', signal: AbortSignal.abort() });
    expect(await statusOf(createObject(resource, widget({ name: 'w' }), late, STORED))).toMatchObject({
      code: 504,
      reason: 'Timeout',
    });
    await resource.store.close();
    expect(await statusOf(createObject(resource, widget({ name: 'w' }), IN_DEFAULT, STORED))).toMatchObject({
      code: 503,
      reason: 'ServiceUnavailable',
    });
  });
});

describe('generateName', () => {
  test.each([
    [false, 'widgets.example.com "w" already exists'],
    [true, 'object is being deleted: widgets.example.com "w" already exists'],
  ])('beside a name that is taken says that none was found (being deleted: %j)', async (isDeleted, message) => {
    const resource = resourceOf(widgets);
    const taken = widget({ name: 'w', ...(isDeleted && { finalizers: ['example.com/f'] }) });
    await createObject(resource, taken, IN_DEFAULT, STORED);
    if (isDeleted) await deleteObject(resource, 'w', IN_DEFAULT, {});
    const named = widget({ name: 'w', generateName: 'web-' });
    expect(await statusOf(createObject(resource, named, IN_DEFAULT, STORED))).toMatchObject({
      code: 409,
      message: `${message}, the server was not able to generate a unique name for the object`,
      details: { name: 'w', retryAfterSeconds: 1 },
    });
  });

  test('makes a name of the prefix and five letters and digits that spell no word', async () => {
    const resource = resourceOf(widgets);
    const created = await createObject(resource, widget({ generateName: 'web-' }), IN_DEFAULT, STORED);
    expect(answered(resource, created).metadata).toMatchObject({ name: 'web-bbbbb', generateName: 'web-' });
  });

  test('is cut so that the name is a DNS label', async () => {
    const resource = resourceOf(widgets);
    const created = await createObject(resource, widget({ generateName: 'a'.repeat(60) }), IN_DEFAULT, STORED);
    expect(answered(resource, created).metadata.name).toBe(`${'a'.repeat(58)}bbbbb`);
  });

  test('gives way to a name', async () => {
    const resource = resourceOf(widgets);
    const created = await createObject(resource, widget({ name: 'w', generateName: 'web-' }), IN_DEFAULT, STORED);
    expect(answered(resource, created).metadata.name).toBe('w');
  });

  /** A registry whose n-th generated name ends in the n-th letter of its alphabet, from the given one on. */
  const counting = (first: number) => {
    let drawn = first * 5;
    const sources = { ...resourceOf(widgets).sources, randomInt: () => Math.floor(drawn++ / 5) };
    return { ...resourceOf(widgets), sources };
  };

  test('tries other names where one is taken', async () => {
    const resource = counting(0);
    for (const name of ['web-bbbbb', 'web-ccccc']) {
      await createObject(resource, widget({ name }), IN_DEFAULT, STORED);
    }
    const created = await createObject(resource, widget({ generateName: 'web-' }), IN_DEFAULT, STORED);
    expect(answered(resource, created).metadata.name).toBe('web-ddddd');
  });

  test('gives up after eight attempts, with 409 AlreadyExists and the advice to try again', async () => {
    const resource = counting(0);
    for (const letter of 'bcdfghjk')
      await createObject(resource, widget({ name: `web-${letter.repeat(5)}` }), IN_DEFAULT, STORED);
    expect(await statusOf(createObject(resource, widget({ generateName: 'web-' }), IN_DEFAULT, STORED))).toMatchObject({
      code: 409,
      reason: 'AlreadyExists',
      message:
        'widgets.example.com "web-kkkkk" already exists, the server was not able to generate a unique name for the object',
      details: { name: 'web-kkkkk', retryAfterSeconds: 1 },
    });
  });
});

describe('a dry run', () => {
  test('answers what a create would, without a version, and stores nothing', async () => {
    const resource = resourceOf(widgets);
    const created = await createObject(resource, widget({ name: 'w' }), IN_DEFAULT, { dryRun: true });
    expect(created.revision).toBeUndefined();
    expect(answered(resource, created)).toMatchObject({ metadata: { name: 'w' }, status: { phase: 'New' } });
    expect(answered(resource, created).metadata).not.toHaveProperty('resourceVersion');
    expect(await revisionOf(resource)).toBe(0);
  });

  test('is refused as a create would be', async () => {
    const resource = resourceOf(widgets);
    await createObject(resource, widget({ name: 'w' }), IN_DEFAULT, STORED);
    const refused = (object: Widget) => statusOf(createObject(resource, object, IN_DEFAULT, { dryRun: true }));
    expect((await refused(widget({ name: 'w' }))).code).toBe(409);
    expect((await refused(widget({ name: 'v' }, { size: 13 }))).code).toBe(422);
  });
});
