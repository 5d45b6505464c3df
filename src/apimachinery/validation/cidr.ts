import { canonicalCIDR, isNetwork, parseCIDR, singleAddressCIDR } from '../cidr.ts';
import type { FieldPath } from '../field-path.ts';
import { goQuote } from '../go-quote.ts';
import { familyOf, isIPv4Mapped } from '../ip-address.ts';

/** What keeps `value` from being a range of IP addresses that everyone reads alike; empty where it is one. */
export function isCIDR(value: string): string[] {
  const cidr = parseCIDR(value);
  if (cidr === undefined) return ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'];
  if (cidr.leadingZeros) return ['must not have leading 0s in IP or prefix length'];
  if (isIPv4Mapped(cidr.address)) return ['must not have an IPv4-mapped IPv6 address'];
  return isNetwork(cidr) ? [] : ['must not have bits set beyond the prefix length'];
}

/** Whether there are ranges of both IP families; a text is the reason why that cannot be told. */
export function isDualStackCIDR(values: readonly string[]): boolean | string {
  const families = new Set<number>();
  for (const [i, value] of values.entries()) {
    const cidr = parseCIDR(value);
    if (cidr === undefined) return `invalid CIDR[${i}]: <nil> (invalid CIDR address: ${value})`;
    families.add(familyOf(cidr.address));
  }
  return families.size > 1;
}

/** Warnings that a range is not written as RFC 5952 and common sense have it; none where it is. */
export function cidrWarnings(path: FieldPath, value: string): string[] {
  const cidr = parseCIDR(value);
  if (cidr === undefined) return [];
  const canonical = goQuote(canonicalCIDR(cidr));
  const warnings: string[] = [];
  if (!isNetwork(cidr)) {
    const single = goQuote(singleAddressCIDR(cidr));
    warnings.push(
      `${path}: CIDR value ${goQuote(value)} is ambiguous in this context (should be ${canonical} or ${single}?)`,
    );
  }
  if (cidr.leadingZeros || isIPv4Mapped(cidr.address)) {
    warnings.push(`${path}: non-standard CIDR value ${goQuote(value)} is invalid: use ${canonical}`);
  }
  if (warnings.length === 0 && cidr.address.family === 6 && canonicalCIDR(cidr) !== value) {
    warnings.push(`${path}: IPv6 CIDR value ${goQuote(value)} should be in RFC 5952 canonical format (${canonical})`);
  }
  return warnings;
}
