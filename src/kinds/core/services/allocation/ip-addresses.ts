import type { Service } from '../../../../../schemas/core/v1/service.ts';
import { timestamp } from '../../../../apimachinery/timestamp.ts';
import type { AllocationSource } from '../../../../registry/definition/allocation.ts';

/** The addresses that services have, each a record of its own, as kube-apiserver keeps IPAddress objects (KEP-1880). */
export interface IPAddresses {
  /** Whether an address is taken, as far as this server has seen. */
  isSeen(address: string): boolean;
  /** Takes an address for a service; resolves to whether it could be had. */
  take(address: string, service: Service, signal: AbortSignal | undefined): Promise<boolean>;
  /** Gives back an address that a service has. */
  giveBack(address: string, service: Service): Promise<void>;
}

const PREFIX = '/registry/ipaddresses/';

// An address is taken before its service is stored. What has no service after so long was left behind by a server that broke off:
// kube-apiserver, too, takes it away after a minute.
const GRACE_MS = 60_000;

/** The part of a record that is read. */
interface Taken {
  readonly metadata?: { readonly creationTimestamp?: string };
  readonly spec?: { readonly parentRef?: { readonly namespace?: string; readonly name?: string } };
}

/** The addresses in the store of a server. */
export function ipAddresses(source: AllocationSource<Service>): IPAddresses {
  const { records } = source;

  /** Whether an address was left behind. */
  const isLeftBehind = async (address: string, text: string, signal: AbortSignal | undefined): Promise<boolean> => {
    const { metadata, spec } = JSON.parse(text) as Taken;
    const since = Date.parse(metadata?.creationTimestamp ?? '');
    if (!(source.now() - since > GRACE_MS)) return false;
    const { namespace = '', name = '' } = spec?.parentRef ?? {};
    const service = await source.find(namespace, name, signal);
    return service?.spec.clusterIPs?.includes(address) !== true;
  };

  return {
    isSeen: (address) => records.seen(PREFIX + address),

    async take(address, service, signal) {
      const text = recordOf(address, service, source);
      let other: string | undefined;
      const takeUnless = (leftBehind: string | undefined) =>
        records.update(
          PREFIX + address,
          (taken) => {
            other = taken === leftBehind ? undefined : taken;
            return other ?? text;
          },
          signal,
        );
      await takeUnless(undefined);
      if (other !== undefined && (await isLeftBehind(address, other, signal))) await takeUnless(other);
      return other === undefined;
    },

    giveBack: (address, { metadata }) =>
      records.update(
        PREFIX + address,
        (text) => {
          if (text === undefined) return undefined;
          const { namespace, name } = (JSON.parse(text) as Taken).spec?.parentRef ?? {};
          return namespace === metadata.namespace && name === metadata.name ? undefined : text;
        },
        undefined,
      ),
  };
}

function recordOf(address: string, { metadata }: Service, source: AllocationSource<Service>): string {
  const time = timestamp(source.now());
  const labels = {
    'ipaddress.kubernetes.io/ip-family': 'IPv4',
    'ipaddress.kubernetes.io/managed-by': 'ipallocator.k8s.io',
  };
  const parentRef = { resource: 'services', namespace: metadata.namespace, name: metadata.name };
  const owned = {
    'f:metadata': { 'f:labels': { '.': {}, ...named(labels) } },
    'f:spec': { 'f:parentRef': { '.': {}, 'f:name': {}, 'f:namespace': {}, 'f:resource': {} } },
  };
  const manager = {
    manager: 'kube-apiserver',
    operation: 'Update',
    apiVersion: 'networking.k8s.io/v1',
    time,
    fieldsType: 'FieldsV1',
    fieldsV1: owned,
  };
  const record = {
    kind: 'IPAddress',
    apiVersion: 'networking.k8s.io/v1',
    metadata: {
      name: address,
      uid: source.randomUUID(),
      creationTimestamp: time,
      labels,
      managedFields: [manager],
    },
    spec: { parentRef },
  };
  return `${JSON.stringify(record)}\n`;
}

function named(members: object): Readonly<Record<string, object>> {
  return Object.fromEntries(Object.keys(members).map((name) => [`f:${name}`, {}]));
}
