import { canonicalIPAddress, type IPAddress, parseIPAddress } from './ip-address.ts';

/** A range of IP addresses that was read from text. */
export interface CIDR {
  readonly address: IPAddress;
  /** How many bits all addresses of the range have in common. */
  readonly prefixLength: number;
  /** The first address of the range. */
  readonly network: IPAddress;
  /** Whether the address or the prefix length is written with zeros in front. */
  readonly leadingZeros: boolean;
}

const PREFIX_LENGTH = /^\d{1,9}$/;

/** Reads a range as leniently as kube-apiserver does for fields that are older than its strict rules. Undefined is none. */
export function parseCIDR(text: string): CIDR | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const address = parseIPAddress(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (address === undefined || !PREFIX_LENGTH.test(length)) return undefined;
  const prefixLength = Number(length);
  if (prefixLength > (address.family === 4 ? 32 : 128)) return undefined;
  return {
    address,
    prefixLength,
    network: masked(address, prefixLength),
    leadingZeros: address.leadingZeros || (length.length > 1 && length.startsWith('0')),
  };
}

/** The canonical text of a range, which begins with its first address. */
export function canonicalCIDR({ network, prefixLength }: CIDR): string {
  return `${canonicalIPAddress(network)}/${prefixLength}`;
}

/** Whether the address is the first of the range, as it is in the notation of a network. */
export function isNetwork({ address, network }: CIDR): boolean {
  return address.parts.every((part, i) => part === network.parts[i]);
}

/** The canonical text of the range that holds the address alone. */
export function singleAddressCIDR({ address }: CIDR): string {
  return `${canonicalIPAddress(address)}/${address.family === 4 ? 32 : 128}`;
}

function masked({ family, parts, leadingZeros }: IPAddress, prefixLength: number): IPAddress {
  const bits = family === 4 ? 8 : 16;
  return {
    family,
    leadingZeros,
    parts: parts.map((part, i) => {
      const kept = Math.min(Math.max(prefixLength - i * bits, 0), bits);
      return part & (((1 << kept) - 1) << (bits - kept));
    }),
  };
}
