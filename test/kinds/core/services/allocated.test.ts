import { describe, expect, it } from 'vitest';
import type { Service } from '../../../../schemas/core/v1/service.ts';
import type { AdmissionPlugin } from '../../../../src/admission/admission.ts';
import { AdmissionChain } from '../../../../src/admission/admission-chain.ts';
import type { ApiObject } from '../../../../src/apimachinery/api-object.ts';
import { timedOut } from '../../../../src/apimachinery/status-error.ts';
import { MetadataUpdates } from '../../../../src/controllers/update-metadata.ts';
import { PORT_RECORD, portsOf } from '../../../../src/kinds/core/services/allocation/port-record.ts';
import { serviceAllocator } from '../../../../src/kinds/core/services/allocator.ts';
import { services } from '../../../../src/kinds/core/services/index.ts';
import { createObject } from '../../../../src/registry/create.ts';
import type { Allocator } from '../../../../src/registry/definition/allocation.ts';
import { deleteObject } from '../../../../src/registry/delete.ts';
import { findObject } from '../../../../src/registry/get.ts';
import type { ResourceContext } from '../../../../src/registry/resource-context.ts';
import { sharedRecords } from '../../../../src/registry/shared-records.ts';
import { updateObject } from '../../../../src/registry/update.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { StoreError } from '../../../../src/storage/store-error.ts';
import { IN_DEFAULT, openStore, resourceOf, statusOf } from '../../../support/registry.ts';
import { storeOver } from '../../../support/store-over.ts';
import { service } from './services.ts';

/** Services on a store, which their allocator has, too. `writes` is the store as writes of services see it. */
function servicesOn(store: Store, writes: Partial<Store> = {}, plugins: readonly AdmissionPlugin[] = []) {
  const resource = resourceOf(services, { store });
  const { sources, cache } = resource;
  const allocator = serviceAllocator({
    ...sources,
    records: sharedRecords(store, cache),
    find: (namespace, name, signal) => findObject(resource, name, { namespace, signal }),
  });
  return { ...resource, store: storeOver(store, writes), allocator, admission: new AdmissionChain(plugins) };
}

const withPorts = (...nodePorts: readonly number[]): Service => {
  const ports = nodePorts.map((nodePort) => ({ name: `p${nodePort}`, port: nodePort, nodePort }));
  const object = service({ type: 'NodePort', ports });
  object.metadata = { name: 's', namespace: 'default' };
  return object;
};

const create = (resource: ResourceContext<Service>, object: Service) =>
  createObject(resource, object, IN_DEFAULT, { dryRun: false });

const replace = (resource: ResourceContext<Service>, change: (old: Service) => Service) =>
  updateObject(
    resource,
    { name: 's', subresource: '', strategy: services.strategy, uid: undefined, change, dryRun: false },
    IN_DEFAULT,
  );

const portsIn = async (store: Store) => portsOf((await store.get(PORT_RECORD))?.value.join(''));
const addressesIn = async (store: Store) =>
  (await store.list({ from: '/registry/ipaddresses/', to: '/registry/ipaddresses0' })).entries.map(({ key }) => key);

describe('what a service was given', () => {
  it.each(['aborted', 'unavailable', 'closed'] as const)(
    'is given back where its create ends with %s',
    async (code) => {
      const store = openStore();
      const put = () => Promise.reject(new StoreError(code, 'nothing was written'));
      await statusOf(create(servicesOn(store, { put }), withPorts(30_100)));
      expect([await portsIn(store), await addressesIn(store)]).toEqual([[], []]);
    },
  );

  it('stays taken where nobody knows whether it was written', async () => {
    const store = openStore();
    const put = () => Promise.reject(new StoreError('outcome-unknown', 'the answer was lost'));
    expect(await statusOf(create(servicesOn(store, { put }), withPorts(30_100)))).toMatchObject({ code: 504 });
    expect([await portsIn(store), (await addressesIn(store)).length]).toEqual([[30_100], 1]);
  });

  it.each(['CREATE', 'UPDATE'] as const)(
    'is given back where admission of its %s takes too long',
    async (operation) => {
      const store = openStore();
      const slow: AdmissionPlugin = {
        name: 'Slow',
        concerns: (target) => target.operation === operation,
        validate: () => Promise.reject(timedOut()),
      };
      const resource = servicesOn(store, {}, [slow]);
      if (operation === 'UPDATE') await create(resource, withPorts(30_100));
      const write =
        operation === 'CREATE' ? create(resource, withPorts(30_100)) : replace(resource, () => withPorts(30_101));
      expect(await statusOf(write)).toMatchObject({ code: 504 });
      expect(await portsIn(store)).toEqual(operation === 'CREATE' ? [] : [30_100]);
    },
  );

  it('goes once where the update that asks for more removes it', async () => {
    const store = openStore();
    const held = withPorts(30_100, 30_101);
    held.metadata.finalizers = ['example.com/held'];
    const resource = servicesOn(store);
    await create(resource, held);
    await deleteObject(resource, 's', IN_DEFAULT, {});
    const taken: string[] = [];
    // Others may be given at once what is given back.
    const get: Store['get'] = async (key, signal) => {
      const entry = await store.get(key, signal);
      if (key === PORT_RECORD) taken.push(JSON.stringify(portsOf(entry?.value.join(''))));
      return entry;
    };
    const watched = { ...resource, allocator: servicesOn({ ...resource.store, get }).allocator };
    await replace(watched, ({ metadata }) => ({
      ...withPorts(30_101, 30_102),
      metadata: { ...metadata, finalizers: [] },
    }));
    expect([await portsIn(store), await addressesIn(store)]).toEqual([[], []]);
    // For what is new, for what it had, and for what it came not to have: nothing is given back that is given back already.
    expect(taken).toEqual(['[30100,30101]', '[30100,30101,30102]', '[30102]']);
  });

  it('stays, and so does the service, where that cannot be decoded', async () => {
    const store = openStore();
    const resource = servicesOn(store);
    await create(resource, withPorts(30_100));
    const key = `${services.keyPrefix}default/s`;
    const { value = [], revision = 0 } = (await store.get(key)) ?? {};
    const broken = value.map((segment) => (segment.startsWith(',"spec":') ? ',"spec":{"clusterIPs":5}' : segment));
    expect(await store.put(key, broken, revision)).toMatchObject({ ok: true });
    expect(await statusOf(deleteObject(resource, 's', IN_DEFAULT, {}))).toMatchObject({ code: 500 });
    expect(await store.get(key)).toBeDefined();
    expect(await portsIn(store)).toEqual([30_100]);
  });

  it('is its own still where a controller writes its metadata alone', async () => {
    const store = openStore();
    const resource = servicesOn(store);
    const held = withPorts(30_100);
    held.metadata.finalizers = ['example.com/a', 'example.com/b'];
    await create(resource, held);
    const before = await findObject(resource, 's', IN_DEFAULT);
    const known = { resource: resource as unknown as ResourceContext<ApiObject>, namespace: 'default', name: 's' };
    const { uid = '' } = before?.metadata ?? {};
    const write = (finalizers: string[]) =>
      new MetadataUpdates().update(
        { ...known, uid },
        (metadata) => ({ ...metadata, finalizers }),
        AbortSignal.timeout(10_000),
      );
    await write(['example.com/b']);
    await write(['example.com/b']);
    const after = await findObject(resource, 's', IN_DEFAULT);
    expect([after?.metadata.finalizers, after?.spec]).toEqual([['example.com/b'], before?.spec]);
    expect([await portsIn(store), (await addressesIn(store)).length]).toEqual([[30_100], 1]);
    await deleteObject(resource, 's', IN_DEFAULT, {});
    await write([]);
    expect([await portsIn(store), await addressesIn(store)]).toEqual([[], []]);
  });

  it('is waited for no longer than the request, where the store does not take it back', async () => {
    const resource = servicesOn(openStore());
    for (const write of [
      (stuck: ResourceContext<Service>, signal: AbortSignal) =>
        createObject(stuck, withPorts(30_100), { ...IN_DEFAULT, signal }, { dryRun: false }),
      (stuck: ResourceContext<Service>, signal: AbortSignal) => deleteObject(stuck, 's', { ...IN_DEFAULT, signal }, {}),
    ]) {
      const patience = new AbortController();
      const never = () => {
        setImmediate(() => patience.abort());
        return new Promise<never>(() => {});
      };
      const allocator: Allocator<Service> = {
        ...resource.allocator,
        allocate: async (...all) => {
          await resource.allocator.allocate(...all);
          return { keep: never, undo: never };
        },
        release: never,
      };
      expect((await write({ ...resource, allocator }, patience.signal)).revision).toBeGreaterThan(0);
    }
  });
});
