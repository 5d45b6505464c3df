import type { Service } from '../../../../schemas/core/v1/service.ts';
import { internalError } from '../../../apimachinery/status-error.ts';
import type { AllocationSource, Allocator } from '../../../registry/definition/allocation.ts';
import { CLUSTER_IPS, type ClusterIPRange, clusterIPRange } from './allocation/cluster-ip-range.ts';
import { fillInClusterIPs, keepAllocated } from './allocation/given-values.ts';
import { decideFamilies } from './allocation/ip-families.ts';
import { allocateNodePorts } from './allocation/node-ports.ts';
import { refuse } from './allocation/refuse.ts';
import { isExternalName, isHeadless } from './service-type.ts';

/** Gives services their addresses, IP families and ports at the nodes. */
export function serviceAllocator(source: AllocationSource<Service>): Allocator<Service> {
  const range = clusterIPRange(CLUSTER_IPS);
  return {
    async allocate(next, old, { dryRun, signal }) {
      const end = await source.turn();
      try {
        keepAllocated(next.spec, old?.spec);
        fillInClusterIPs(next.spec, old?.spec);
        decideFamilies(next, old?.spec);
        const { uid } = (old ?? next).metadata;
        const others = (await source.stored(signal)).filter(({ metadata }) => metadata.uid !== uid);
        allocateClusterIP(next, old, range, dryRun ? undefined : others, source);
        allocateNodePorts(next, old, others, dryRun ? undefined : source);
        return end;
      } catch (error) {
        end();
        throw error;
      }
    },
  };
}

/**
 * A service gets an address when it is made, or when it stops being but another name; from then on it has it. Where nothing is
 * going to be stored, and `others` is undefined, kube-apiserver looks for none: any service then shows the first of the range.
 */
function allocateClusterIP(
  service: Service,
  old: Service | undefined,
  range: ClusterIPRange,
  others: readonly Service[] | undefined,
  source: AllocationSource<Service>,
): void {
  const { spec } = service;
  if (isExternalName(spec) || isHeadless(spec) || (old !== undefined && !isExternalName(old.spec))) return;
  const taken = new Set(others?.flatMap(({ spec: { clusterIPs = [] } }) => clusterIPs));
  const [asked] = spec.clusterIPs ?? [];
  if (asked === undefined) {
    const address = others === undefined ? range.network : range.free(taken, source);
    if (address === undefined) throw internalError('failed to allocate a serviceIP: range is full');
    spec.clusterIP = address;
    spec.clusterIPs = [address];
    return;
  }
  const fail = (why: string) =>
    refuse(service, 'spec.clusterIPs', spec.clusterIPs, `failed to allocate IP ${asked}: ${why}`);
  const outside = others === undefined ? range.narrowRefusal(asked) : range.refusal(asked);
  if (outside !== undefined) throw fail(outside);
  if (taken.has(asked)) throw fail('provided IP is already allocated');
}
