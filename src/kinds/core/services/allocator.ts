import type { Service } from '../../../../schemas/core/v1/service.ts';
import type { ServiceSpec } from '../../../../schemas/core/v1/service-spec.ts';
import { internalError } from '../../../apimachinery/status-error.ts';
import type { Allocation, AllocationSource, Allocator } from '../../../registry/definition/allocation.ts';
import { givenBack } from '../../../registry/definition/given-back.ts';
import { CLUSTER_IPS, type ClusterIPRange, clusterIPRange } from './allocation/cluster-ip-range.ts';
import { fillInClusterIPs, keepAllocated } from './allocation/given-values.ts';
import { type IPAddresses, ipAddresses } from './allocation/ip-addresses.ts';
import { decideFamilies } from './allocation/ip-families.ts';
import { allocateNodePorts, nodePortsOf } from './allocation/node-ports.ts';
import { PORT_RECORD, portRecord, portsOf } from './allocation/port-record.ts';
import { refuse } from './allocation/refuse.ts';
import { isExternalName, isHeadless, NO_CLUSTER_IP, needsNodePorts } from './service-type.ts';

/** Gives services their addresses, IP families and ports at the nodes. */
export function serviceAllocator(source: AllocationSource<Service>): Allocator<Service> {
  const { records } = source;
  const range = clusterIPRange(CLUSTER_IPS);
  const addresses = ipAddresses(source);

  /** What is not given back stays taken: an address until somebody asks for it, a port for good. */
  const giveBack = async (service: Service, ips: readonly string[], ports: readonly number[]): Promise<void> => {
    for (const ip of ips) await addresses.giveBack(ip, service).catch(() => {});
    if (ports.length === 0) return;
    const left = (text: string | undefined) => without(portsOf(text), ports);
    await records.update(PORT_RECORD, (text) => portRecord(left(text)), undefined).catch(() => {});
  };

  return {
    field: 'spec',

    async allocate(next, old, { dryRun, signal }) {
      keepAllocated(next.spec, old?.spec);
      fillInClusterIPs(next.spec, old?.spec);
      decideFamilies(next, old?.spec);
      if (dryRun) {
        showClusterIP(next, old, range);
        allocateNodePorts(next, old, portsOf(await records.read(PORT_RECORD, signal)), undefined);
        return NOTHING;
      }
      const asked = structuredClone(next.spec);
      const ips = await takeClusterIP(next, old, { range, addresses, source, signal });
      let ports: readonly number[];
      try {
        ports = await takeNodePorts(next, old, source, signal);
      } catch (error) {
        await givenBack(giveBack(next, ips, []), signal);
        throw error;
      }
      return {
        keep: () => {
          const { spec } = next;
          const [oldIPs, oldPorts] = old === undefined ? [[], []] : [ipsOf(old.spec), nodePortsOf(old.spec)];
          return giveBack(
            next,
            without([...oldIPs, ...ips], ipsOf(spec)),
            without([...oldPorts, ...ports], nodePortsOf(spec)),
          );
        },
        undo: () => {
          next.spec = asked;
          return giveBack(next, ips, ports);
        },
      };
    },
    release: (service) => giveBack(service, ipsOf(service.spec), nodePortsOf(service.spec)),
  };
}

const NOTHING: Allocation = { keep: async () => {}, undo: async () => {} };

/** A service gets an address when it is made, or when it stops being but another name; from then on it has it. */
function getsClusterIP({ spec }: Service, old: Service | undefined): boolean {
  return !isExternalName(spec) && !isHeadless(spec) && (old === undefined || isExternalName(old.spec));
}

/** Where nothing is going to be stored, kube-apiserver looks for no address: any service then shows the first of the range. */
function showClusterIP(service: Service, old: Service | undefined, range: ClusterIPRange): void {
  if (!getsClusterIP(service, old)) return;
  const [asked] = service.spec.clusterIPs ?? [];
  if (asked === undefined) setClusterIP(service.spec, range.network);
  else checkRange(service, asked, range.narrowRefusal(asked));
}

/** Takes an address for a service, where it gets one; resolves to what was taken. */
async function takeClusterIP(
  service: Service,
  old: Service | undefined,
  {
    range,
    addresses,
    source,
    signal,
  }: {
    readonly range: ClusterIPRange;
    readonly addresses: IPAddresses;
    readonly source: AllocationSource<Service>;
    readonly signal: AbortSignal | undefined;
  },
): Promise<readonly string[]> {
  if (!getsClusterIP(service, old)) return [];
  const { spec } = service;
  const [asked] = spec.clusterIPs ?? [];
  if (asked !== undefined) {
    checkRange(service, asked, range.refusal(asked));
    if (await addresses.take(asked, service, signal)) return [asked];
    throw notAllocated(service, asked, 'provided IP is already allocated');
  }
  for (const address of range.free(addresses.isSeen, source)) {
    // Another server may have been faster.
    if (!(await addresses.take(address, service, signal))) continue;
    setClusterIP(spec, address);
    return [address];
  }
  throw internalError('failed to allocate a serviceIP: range is full');
}

function setClusterIP(spec: ServiceSpec, address: string): void {
  spec.clusterIP = address;
  spec.clusterIPs = [address];
}

function checkRange(service: Service, asked: string, refusal: string | undefined): void {
  if (refusal !== undefined) throw notAllocated(service, asked, refusal);
}

function notAllocated(service: Service, asked: string, why: string): Error {
  return refuse(service, 'spec.clusterIPs', service.spec.clusterIPs, `failed to allocate IP ${asked}: ${why}`);
}

/** Takes the ports at the nodes that a service gets, beside those that it has. What others take meanwhile makes it begin anew. */
async function takeNodePorts(
  service: Service,
  old: Service | undefined,
  source: AllocationSource<Service>,
  signal: AbortSignal | undefined,
): Promise<readonly number[]> {
  const { spec } = service;
  if (!needsNodePorts(spec)) return [];
  let allocated = spec;
  let taken: readonly number[] = [];
  await source.records.update(
    PORT_RECORD,
    (text) => {
      allocated = structuredClone(spec);
      const used = portsOf(text);
      allocateNodePorts({ ...service, spec: allocated }, old, used, source);
      taken = without(nodePortsOf(allocated), used);
      return taken.length === 0 ? text : portRecord([...used, ...taken]);
    },
    signal,
  );
  service.spec = allocated;
  return taken;
}

function ipsOf(spec: ServiceSpec | undefined): readonly string[] {
  return (spec?.clusterIPs ?? []).filter((ip) => ip !== NO_CLUSTER_IP && ip !== '');
}

function without<V>(values: readonly V[], others: readonly V[]): V[] {
  const left = new Set(others);
  return values.filter((value) => !left.has(value));
}
