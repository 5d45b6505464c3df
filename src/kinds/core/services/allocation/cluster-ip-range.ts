import { parseIPAddress } from '../../../../apimachinery/ip-address.ts';
import type { AllocationSource } from '../../../../registry/definition/allocation.ts';

/** The range from which services get addresses, as kube-apiserver's `--service-cluster-ip-range` has it. */
export const CLUSTER_IPS = { first: '10.96.0.0', bits: 16 } as const;

// The lower addresses are for those who ask for a certain one: a sixteenth of the range, up to this many (KEP-3070).
const RESERVED = 256;
// In a range of fewer addresses none are set aside, in any other as many at least.
const SMALL = 16;
// A range that is less than half full has a free address among these with a certainty of 999,999 in a million.
const ATTEMPTS = 20;

type Random = Pick<AllocationSource<unknown>, 'randomInt'>;

/** A range of IPv4 addresses for services. */
export interface ClusterIPRange {
  /** Its first address, which no service is given. */
  readonly network: string;
  /** Why an address may not be given to a service; undefined where it is in the range, and neither its first nor its last one. */
  refusal(address: string): string | undefined;
  /** Likewise, in the words that are meant for the first and the last one, whatever the address is. */
  narrowRefusal(address: string): string | undefined;
  /** Addresses by chance that are not taken, then all that are not; the lower ones come last. */
  free(isTaken: (address: string) => boolean, random: Random): Iterable<string>;
}

/** Makes the range of addresses that begin with the first `bits` bits of `first`. */
export function clusterIPRange({ first, bits }: { readonly first: string; readonly bits: number }): ClusterIPRange {
  const start = numberOf(first) ?? 0;
  const size = 2 ** (32 - bits);
  // The first address names the range, the last one reaches all of it.
  const usable = size - 2;
  const reserved = size < SMALL ? 0 : Math.min(Math.max(SMALL, Math.floor(size / 16)), RESERVED);
  const narrowRefusal = (address: string): string | undefined => {
    const number = numberOf(address) ?? 0;
    if (number > start && number <= start + usable) return undefined;
    return `the provided IP (${address}) is not in the valid range. The range of valid IPs is ${first}/${bits}`;
  };
  return {
    network: first,
    narrowRefusal,
    refusal(address) {
      const number = numberOf(address);
      if (number === undefined || number < start || number >= start + size) {
        return 'the provided network does not match the current range';
      }
      return narrowRefusal(address);
    },
    *free(isTaken, random) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const address = textOf(start + 1 + reserved + random.randomInt(usable - reserved));
        if (!isTaken(address)) yield address;
      }
      for (let i = 0; i < usable; i += 1) {
        const address = textOf(start + 1 + ((i + reserved) % usable));
        if (!isTaken(address)) yield address;
      }
    },
  };
}

function numberOf(address: string): number | undefined {
  const parsed = parseIPAddress(address);
  return parsed?.family === 4 ? parsed.parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}

function textOf(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff).join('.');
}
