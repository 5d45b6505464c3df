import { describe, expect, it } from 'vitest';
import type { Service } from '../../../../schemas/core/v1/service.ts';
import { clusterIPRange } from '../../../../src/kinds/core/services/allocation/cluster-ip-range.ts';
import { nodePortsOf } from '../../../../src/kinds/core/services/allocation/node-ports.ts';
import { PORT_RECORD, portRecord, portsOf } from '../../../../src/kinds/core/services/allocation/port-record.ts';
import { serviceAllocator } from '../../../../src/kinds/core/services/allocator.ts';
import type { AllocationSource } from '../../../../src/registry/definition/allocation.ts';
import { sharedRecords } from '../../../../src/registry/shared-records.ts';
import type { Store } from '../../../../src/storage/store.ts';
import { slowDatabase } from '../../../storage/slow-store.ts';
import { openStore, statusOf, watching } from '../../../support/registry.ts';
import { given, PORTS, service } from './services.ts';

/** Allocates for `next`, with nothing by chance: what comes first is taken first. */
async function allocate(
  next: Service,
  old?: Service,
  stored: readonly Service[] = [],
  dryRun = false,
): Promise<Service['spec']> {
  const source = sourceOn(openStore());
  const { records } = source;
  const allocator = serviceAllocator(source);
  const write = { dryRun: false, signal: undefined };
  for (const other of stored) await allocator.allocate(other, undefined, write);
  if (old !== undefined) {
    await records.update(PORT_RECORD, (text) => portRecord([...portsOf(text), ...nodePortsOf(old.spec)]), undefined);
  }
  await allocator.allocate(next, old, { dryRun, signal: undefined });
  return next.spec;
}

/** What an allocator on a store goes by: nothing is by chance, and no service is stored unless a test says so. */
function sourceOn(store: Store, found: readonly Service[] = [], now = 0): AllocationSource<Service> {
  return {
    records: sharedRecords(store, watching(store).cache),
    find: async (namespace, name) =>
      found.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name),
    randomInt: () => 0,
    randomUUID: () => 'u',
    now: () => now,
  };
}
const refusal = async (next: Service, old?: Service, stored: readonly Service[] = []) =>
  (await statusOf(allocate(next, old, stored))).details?.causes?.map(({ field, message }) => `${field}: ${message}`);

const stored = (spec: object): Service => {
  const object = given(spec);
  object.metadata.uid = 'other';
  return object;
};

describe('a service gets an address', () => {
  it('that nobody else has, beyond those for who asks', async () => {
    expect(await allocate(service({ ports: PORTS }))).toMatchObject({
      clusterIP: '10.96.1.1',
      clusterIPs: ['10.96.1.1'],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
    });
    expect((await allocate(service({ ports: PORTS }), undefined, [stored({})])).clusterIP).toBe('10.96.1.2');
  });

  it('that it asks for, if that can be had', async () => {
    const asking = (clusterIP: string) => service({ ports: PORTS, clusterIP });
    expect(await allocate(asking('10.96.0.10'))).toMatchObject({ clusterIPs: ['10.96.0.10'], ipFamilies: ['IPv4'] });
    expect(await refusal(asking('10.96.1.1'), undefined, [stored({})])).toEqual([
      'spec.clusterIPs: Invalid value: ["10.96.1.1"]: failed to allocate IP 10.96.1.1: provided IP is already allocated',
    ]);
    expect(await refusal(asking('10.97.0.1'))).toEqual([
      'spec.clusterIPs: Invalid value: ["10.97.0.1"]: failed to allocate IP 10.97.0.1: the provided network does not match the current range',
    ]);
    for (const end of ['10.96.0.0', '10.96.255.255']) {
      expect(await refusal(asking(end))).toEqual([
        `spec.clusterIPs: Invalid value: ["${end}"]: failed to allocate IP ${end}: the provided IP (${end}) is not in the valid range. The range of valid IPs is 10.96.0.0/16`,
      ]);
    }
    expect(await refusal(asking('fd00::1'))).toEqual([
      'spec.clusterIPs[0]: Invalid value: ["fd00::1"]: IPv6 is not configured on this cluster',
    ]);
    expect(await refusal(asking('x'))).toEqual([
      'spec.clusterIPs[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    ]);
  });

  it('unless it is another name or has none', async () => {
    const alias = await allocate(service({ type: 'ExternalName' }));
    expect([alias.clusterIP, alias.ipFamilies, alias.ipFamilyPolicy]).toEqual([undefined, undefined, undefined]);
    expect(await allocate(service({ clusterIP: 'None', selector: { a: 'b' } }))).toMatchObject({
      clusterIPs: ['None'],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
    });
  });

  it('once, and keeps it where it is left out of an update', async () => {
    expect(await allocate(service({ ports: PORTS }), given())).toMatchObject({
      clusterIP: '10.96.1.1',
      clusterIPs: ['10.96.1.1'],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
    });
    const alias = service({ type: 'ExternalName' });
    expect((await allocate(service({ ports: PORTS }), alias)).clusterIPs).toEqual(['10.96.1.1']);
    expect((await allocate(given({ clusterIP: '10.96.1.9' }), given())).clusterIPs).toEqual(['10.96.1.9']);
    expect((await allocate(given({ type: 'ExternalName', clusterIP: '' }), given())).clusterIPs).toBeUndefined();
  });

  it('without a look at those of all others', async () => {
    const source = sourceOn(openStore());
    const looked: string[] = [];
    const records = { ...source.records, seen: (key: string) => looked.push(key) <= 2 };
    const next = service({ ports: PORTS });
    await serviceAllocator({ ...source, records }).allocate(next, undefined, WRITE);
    expect(looked).toHaveLength(3);
    expect(next.spec.clusterIP).toBe('10.96.1.1');
  });

  it('until none is left', async () => {
    const range = clusterIPRange({ first: '10.0.0.0', bits: 29 });
    const addresses = new Set(range.free((address) => address === '10.0.0.3', { randomInt: () => 0 }));
    expect([...addresses].sort()).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.4', '10.0.0.5', '10.0.0.6']);
    for (const address of addresses) expect(range.refusal(address)).toBeUndefined();
    expect(
      [...range.free((address) => addresses.has(address), { randomInt: () => 0 })].every(
        (address) => address === '10.0.0.3',
      ),
    ).toBe(true);
  });
});

describe('the IP families of a service', () => {
  it('are both where it has neither address nor selector', async () => {
    const headless = { clusterIP: 'None' };
    expect(await allocate(service(headless))).toMatchObject({
      ipFamilies: ['IPv4', 'IPv6'],
      ipFamilyPolicy: 'RequireDualStack',
    });
    expect((await allocate(service({ ...headless, ipFamilies: ['IPv6'] }))).ipFamilies).toEqual(['IPv6', 'IPv4']);
    expect((await allocate(service({ ...headless, ipFamilyPolicy: 'SingleStack' }))).ipFamilies).toEqual(['IPv4']);
  });

  it('are IPv4 otherwise, however much it prefers two', async () => {
    expect(await allocate(service({ ports: PORTS, ipFamilyPolicy: 'PreferDualStack' }))).toMatchObject({
      clusterIPs: ['10.96.1.1'],
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'PreferDualStack',
    });
    const preferring = { ipFamilyPolicy: 'PreferDualStack' };
    expect((await allocate(given(preferring), given(preferring))).ipFamilies).toEqual(['IPv4']);
    expect(await refusal(service({ ports: PORTS, ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv6'] }))).toEqual([
      'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
      'spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster',
    ]);
  });

  it('are as many as its policy says', async () => {
    const two = { ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4', 'IPv6'] };
    expect(await refusal(service({ ports: PORTS, ...two }))).toEqual([
      "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified",
    ]);
    const dual = {
      clusterIPs: ['10.96.1.1', 'fd00::1'],
      ipFamilies: ['IPv4', 'IPv6'],
      ipFamilyPolicy: 'PreferDualStack',
    };
    expect(await allocate(given({ ...dual, ipFamilyPolicy: 'SingleStack' }), given(dual))).toMatchObject({
      clusterIPs: ['10.96.1.1'],
      ipFamilies: ['IPv4'],
    });
    expect(await refusal(given({ ipFamilyPolicy: 'PreferDualStack' }), given(dual))).toEqual([
      'spec.ipFamilyPolicy: Invalid value: "PreferDualStack": must be \'SingleStack\' to release the secondary cluster IP',
      'spec.ipFamilyPolicy: Invalid value: "PreferDualStack": must be \'SingleStack\' to release the secondary IP family',
    ]);
  });
});

describe('the node ports of a service', () => {
  const type = 'NodePort';
  const nodePorts = ({ ports = [] }: Service['spec']) => ports.map(({ nodePort }) => nodePort);

  it('are those that it asks for, and others where it asks for none', async () => {
    const ports = [
      { name: 'a', port: 80, nodePort: 30_100 },
      { name: 'b', port: 81 },
      { name: 'c', port: 80, protocol: 'UDP' },
    ];
    expect(nodePorts(await allocate(service({ type, ports })))).toEqual([30_100, 30_086, 30_100]);
    const other = stored({ type, ports: [{ port: 1, nodePort: 30_086 }] });
    expect(nodePorts(await allocate(service({ type, ports }), undefined, [other]))).toEqual([30_100, 30_087, 30_100]);
  });

  it('are refused where they are taken or out of range', async () => {
    const other = stored({ type, ports: [{ port: 1, nodePort: 30_100 }] });
    const asking = (nodePort: number) => service({ type, ports: [{ port: 80, nodePort }] });
    expect(await refusal(asking(30_100), undefined, [other])).toEqual([
      'spec.ports[0].nodePort: Invalid value: 30100: provided port is already allocated',
    ]);
    expect(await refusal(asking(80))).toEqual([
      'spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
    ]);
  });

  it('are refused where a port asks for that of another one, be it for another protocol', async () => {
    const ports = [
      { name: 'a', port: 80, nodePort: 30_100 },
      { name: 'b', port: 81, nodePort: 30_100, protocol: 'UDP' },
    ];
    expect(await refusal(service({ type, ports }))).toEqual([
      'spec.ports[1].nodePort: Invalid value: 30100: provided port is already allocated',
    ]);
    expect(nodePorts(await allocate(service({ type, ports }), given({ type })))).toEqual([30_100, 30_100]);
  });

  it('are looked for with the first port of a number', async () => {
    const ports = [
      { name: 'a', port: 80, protocol: 'UDP' },
      { name: 'b', port: 80, nodePort: 1 },
    ];
    expect(await refusal(service({ type, ports }))).toEqual([
      'spec.ports[0].nodePort: Invalid value: 1: provided port is not in the valid range. The range of valid ports is 30000-32767',
    ]);
  });

  it('fail an update that asks for one twice', async () => {
    const ports = [
      { name: 'a', port: 80, nodePort: 30_100 },
      { name: 'b', port: 81, nodePort: 30_100 },
    ];
    expect(await statusOf(allocate(service({ type, ports }), given({ type })))).toMatchObject({
      code: 500,
      message: 'duplicate nodePort: {TCP 30100}',
    });
  });

  it('stay with the name of the port', async () => {
    const old = given({
      type,
      ports: [
        { name: 'a', port: 80, nodePort: 30_100 },
        { name: 'b', port: 81, nodePort: 30_101 },
      ],
    });
    const next = service({
      type,
      ports: [
        { name: 'b', port: 82 },
        { name: 'c', port: 83, nodePort: 30_100 },
        { name: 'a', port: 80 },
      ],
    });
    expect(nodePorts(await allocate(next, old))).toEqual([30_101, 30_100, 30_086]);
  });

  it('are none for a load balancer that wants none, which may have one for its health', async () => {
    const spec = await allocate(
      service({
        type: 'LoadBalancer',
        ports: PORTS,
        allocateLoadBalancerNodePorts: false,
        externalTrafficPolicy: 'Local',
      }),
    );
    expect(nodePorts(spec)).toEqual([undefined]);
    expect(spec.healthCheckNodePort).toBe(30_086);
    const again = service({ type: 'LoadBalancer', ports: PORTS, externalTrafficPolicy: 'Local' });
    expect(await statusOf(allocate(service({ ...again.spec, healthCheckNodePort: 1 })))).toMatchObject({
      code: 500,
      message:
        'Internal error occurred: failed to allocate requested HealthCheck NodePort 1: provided port is not in the valid range. The range of valid ports is 30000-32767',
    });
    expect((await allocate(again, given({ ...spec }))).healthCheckNodePort).toBe(30_086);
  });
});

describe('a service that is not going to be stored', () => {
  const dryRun = (spec: object, old?: Service, others: readonly Service[] = []) =>
    allocate(service({ ports: PORTS, ...spec }), old, others, true);

  it('is shown the first address of the range', async () => {
    expect(await dryRun({})).toMatchObject({ clusterIP: '10.96.0.0', clusterIPs: ['10.96.0.0'] });
  });

  it('may ask for an address that is taken, and not for one out of the range', async () => {
    expect((await dryRun({ clusterIP: '10.96.1.1' }, undefined, [stored({})])).clusterIPs).toEqual(['10.96.1.1']);
    expect((await statusOf(dryRun({ clusterIP: '10.97.0.1' }))).message).toMatch(
      /: failed to allocate IP 10\.97\.0\.1: the provided IP \(10\.97\.0\.1\) is not in the valid range\. The range of valid IPs is 10\.96\.0\.0\/16$/,
    );
  });

  it('is shown node ports that follow one another', async () => {
    const ports = [
      { name: 'a', port: 80 },
      { name: 'b', port: 81, nodePort: 1 },
      { name: 'c', port: 82 },
    ];
    const balanced = { type: 'LoadBalancer', externalTrafficPolicy: 'Local' };
    const { healthCheckNodePort, ports: given = [] } = await dryRun({ ...balanced, ports });
    expect([...given.map(({ nodePort }) => nodePort), healthCheckNodePort]).toEqual([32_769, 1, 32_770, 32_771]);
    const other = stored({ type: 'NodePort', ports: [{ port: 1, nodePort: 30_100 }] });
    const taken = dryRun({ type: 'NodePort', ports: [{ port: 80, nodePort: 30_100 }] }, undefined, [other]);
    expect((await statusOf(taken)).message).toMatch(/: provided port is already allocated$/);
  });
});

const WRITE = { dryRun: false, signal: undefined };
const named = (name: string, spec: object = {}): Service => {
  const object = service({ ports: PORTS, ...spec });
  object.metadata.name = name;
  return object;
};
const ports = async (store: Store) => portsOf((await store.get(PORT_RECORD))?.value.join(''));
const address = async (store: Store, ip: string) => store.get(`/registry/ipaddresses/${ip}`);

describe('what is allocated', () => {
  it('stands in the store as kube-apiserver has it there', async () => {
    const store = openStore();
    const one = named('one', { type: 'NodePort', ports: [{ port: 80, nodePort: 30_123 }] });
    await serviceAllocator(sourceOn(store)).allocate(one, undefined, WRITE);
    expect(JSON.parse((await address(store, '10.96.1.1'))?.value.join('') ?? '')).toMatchObject({
      kind: 'IPAddress',
      apiVersion: 'networking.k8s.io/v1',
      metadata: {
        name: '10.96.1.1',
        labels: {
          'ipaddress.kubernetes.io/ip-family': 'IPv4',
          'ipaddress.kubernetes.io/managed-by': 'ipallocator.k8s.io',
        },
      },
      spec: { parentRef: { resource: 'services', namespace: 'default', name: 'one' } },
    });
    const recorded =
      'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAgAAAAAAAAAAAAAAAAAAAA=';
    const text = `{"kind":"RangeAllocation","apiVersion":"v1","metadata":{},"range":"30000-32767","data":"${recorded}"}\n`;
    expect(portRecord(portsOf(text))).toBe(text);
    expect(portsOf(text)).toEqual([30_123, 31_256]);
    expect(await ports(store)).toEqual([30_123]);
  });

  it('is given back where the service is not written, goes, or has it no longer', async () => {
    const store = openStore();
    const allocator = serviceAllocator(sourceOn(store));
    const spec = { type: 'NodePort', ports: [{ port: 80, nodePort: 30_123 }] };
    const lost = await allocator.allocate(named('lost', spec), undefined, WRITE);
    await lost.undo();
    expect([await ports(store), await address(store, '10.96.1.1')]).toEqual([[], undefined]);
    const one = named('one', spec);
    await (await allocator.allocate(one, undefined, WRITE)).keep();
    const changed = named('one', { ...structuredClone(one.spec), ports: [{ port: 80, nodePort: 30_124 }] });
    const change = await allocator.allocate(changed, one, WRITE);
    expect(await ports(store)).toEqual([30_123, 30_124]);
    await change.keep();
    expect(await ports(store)).toEqual([30_124]);
    expect(await address(store, '10.96.1.1')).toBeDefined();
    await allocator.release(changed);
    expect([await ports(store), await address(store, '10.96.1.1')]).toEqual([[], undefined]);
  });

  it('is not given back for a service that has it no longer, where another one has it by now', async () => {
    const store = openStore();
    const allocator = serviceAllocator(sourceOn(store));
    const one = named('one');
    await allocator.allocate(one, undefined, WRITE);
    await allocator.release(one);
    await allocator.allocate(named('two', { clusterIP: '10.96.1.1' }), undefined, WRITE);
    await allocator.release(one);
    expect(await address(store, '10.96.1.1')).toBeDefined();
  });

  it('and left behind without a service can be had after a minute', async () => {
    const store = openStore();
    const one = named('one', { clusterIP: '10.96.7.7' });
    await serviceAllocator(sourceOn(store, [], 0)).allocate(one, undefined, WRITE);
    const ask = (found: readonly Service[], now: number) =>
      serviceAllocator(sourceOn(store, found, now)).allocate(
        named('two', { clusterIP: '10.96.7.7' }),
        undefined,
        WRITE,
      );
    expect((await statusOf(ask([], 60_000))).message).toMatch(/provided IP is already allocated$/);
    expect((await statusOf(ask([one], 61_000))).message).toMatch(/provided IP is already allocated$/);
    await ask([], 61_000);
    expect((await address(store, '10.96.7.7'))?.value.join('')).toContain('"name":"two"');
  });
});

describe('servers that share a store', () => {
  it('give each address and each port once, whatever is asked of them at the same moment', async () => {
    const database = slowDatabase({ historyEvents: 10_000, historyBytes: 1e7 }, 'around writes');
    const servers = [database.connect(), database.connect(), database.connect()];
    const allocators = servers.map((store) => serviceAllocator(sourceOn(store)));
    const asking = await Promise.allSettled(
      allocators.map((allocator, i) =>
        allocator.allocate(named(`asking-${i}`, { clusterIP: '10.96.7.7' }), undefined, WRITE),
      ),
    );
    expect(asking.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    const given = Array.from({ length: 12 }, (_, i) => named(`any-${i}`, { type: 'NodePort' }));
    await Promise.all(given.map((one, i) => allocators[i % 3]?.allocate(one, undefined, WRITE)));
    expect(new Set(given.map(({ spec }) => spec.clusterIP)).size).toBe(12);
    expect(new Set(given.flatMap(({ spec }) => spec.ports?.map(({ nodePort }) => nodePort) ?? [])).size).toBe(
      12 * PORTS.length,
    );
  });
});
