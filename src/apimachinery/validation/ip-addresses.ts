import type { FieldPath } from '../field-path.ts';
import { goQuote } from '../go-quote.ts';
import { canonicalIPAddress, familyOf, isIPv4Mapped, parseIPAddress } from '../ip-address.ts';

/** What keeps `value` from being an IP address in a form that everyone reads alike; empty where it is one. */
export function isIPAddress(value: string): string[] {
  const address = parseIPAddress(value);
  if (address === undefined) return ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];
  const problems: string[] = [];
  if (address.leadingZeros) problems.push('must not have leading 0s');
  else if (isIPv4Mapped(address)) problems.push('must not be an IPv4-mapped IPv6 address');
  return problems;
}

/** Whether there are addresses of both families; a text is the reason why that cannot be told. */
export function isDualStack(values: readonly string[]): boolean | string {
  let four = false;
  let six = false;
  for (const [i, value] of values.entries()) {
    const address = parseIPAddress(value);
    if (address === undefined) return `invalid IP[${i}]: ${value}`;
    if (familyOf(address) === 4) four = true;
    else six = true;
  }
  return four && six;
}

/** The warning that an address is not written as RFC 5952 and common sense have it; undefined where it is. */
export function nonStandardIPAddress(path: FieldPath, value: string): string | undefined {
  const address = parseIPAddress(value);
  if (address === undefined || (address.family === 4 && !address.leadingZeros)) return undefined;
  const canonical = canonicalIPAddress(address);
  if (address.leadingZeros || isIPv4Mapped(address)) {
    return `${path}: non-standard IP address ${goQuote(value)} is invalid: use ${goQuote(canonical)}`;
  }
  if (canonical === value) return undefined;
  return `${path}: IPv6 address ${goQuote(value)} should be in RFC 5952 canonical format (${goQuote(canonical)})`;
}
