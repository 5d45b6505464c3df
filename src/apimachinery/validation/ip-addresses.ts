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

/** Why an address cannot lead anywhere: it means no host, this host, or this link. Empty where it can. */
export function specialIPAddress(value: string): string[] {
  const address = parseIPAddress(value);
  if (address === undefined) return ['must be a valid IP address'];
  const problems: string[] = [];
  const [first = 0, second = 0, third = 0] = address.parts;
  const isLast = (last: number): boolean => address.parts.every((part, i) => part === (i === 7 ? last : 0));
  const four = familyOf(address) === 4;
  const [a, b, c] = address.family === 4 ? [first, second, third] : fourOf(address.parts);
  if (address.family === 4 ? address.parts.every((part) => part === 0) : isLast(0)) {
    problems.push(`may not be unspecified (${value})`);
  }
  if (four ? a === 127 : isLast(1)) problems.push('may not be in the loopback range (127.0.0.0/8, ::1/128)');
  if (four ? a === 169 && b === 254 : (first & 0xffc0) === 0xfe80) {
    problems.push('may not be in the link-local range (169.254.0.0/16, fe80::/10)');
  }
  if (four ? a === 224 && b === 0 && c === 0 : (first & 0xff0f) === 0xff02) {
    problems.push('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)');
  }
  return problems;
}

/** The first three bytes of the IPv4 address in an IPv6 one's last two groups. */
function fourOf(groups: readonly number[]): [number, number, number] {
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 0xff, low >> 8];
}
