/** An IP address that was read from text. */
export interface IPAddress {
  readonly family: 4 | 6;
  /** Its four bytes, or its eight groups of sixteen bits. */
  readonly parts: readonly number[];
  /** Whether it is written with zeros that RFC 6943 and Go's newer parser refuse, as in `010.0.0.1`. */
  readonly leadingZeros: boolean;
}

/**
 * Reads an IPv4 or IPv6 address as leniently as kube-apiserver does where it has to live with what is stored: leading zeros
 * are passed over and mean decimal. Zones, ports and prefixes are no part of an address. Undefined is no address.
 */
export function parseIPAddress(text: string): IPAddress | undefined {
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '.') return parseIPv4(text);
    if (text[i] === ':') return parseIPv6(text);
  }
  return undefined;
}

/** Whether it is an IPv4 address in IPv6's clothes, `::ffff:10.0.0.1`. */
export function isIPv4Mapped({ family, parts }: IPAddress): boolean {
  return family === 6 && parts[5] === 0xffff && parts.slice(0, 5).every((part) => part === 0);
}

/** The family that the address routes by: IPv4 for an IPv4-mapped one. */
export function familyOf(address: IPAddress): 4 | 6 {
  return isIPv4Mapped(address) ? 4 : address.family;
}

/** The canonical text of an address: RFC 5952 for IPv6; an IPv4-mapped address is written as the IPv4 address it is. */
export function canonicalIPAddress(address: IPAddress): string {
  const { parts } = address;
  if (address.family === 4) return parts.join('.');
  if (isIPv4Mapped(address)) {
    const [high = 0, low = 0] = parts.slice(6);
    return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
  }
  const { start, length } = longestZeros(parts);
  const text = (from: number, to: number) =>
    parts
      .slice(from, to)
      .map((part) => part.toString(16))
      .join(':');
  return length < 2 ? text(0, 8) : `${text(0, start)}::${text(start + length, 8)}`;
}

/** Whether an address never leaves the machine: 127.0.0.0/8 and ::1. */
export function isLoopback(address: IPAddress): boolean {
  const text = canonicalIPAddress(address);
  return familyOf(address) === 4 ? text.startsWith('127.') : text === '::1';
}

/** The first of the longest runs of zero groups. */
function longestZeros(parts: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  parts.forEach((part, i) => {
    if (part !== 0) start = i + 1;
    else if (i + 1 - start > best.length) best = { start, length: i + 1 - start };
  });
  return best;
}

const ZERO = 48;
const NINE = 57;

function parseIPv4(text: string): IPAddress | undefined {
  const parts: number[] = [];
  let leadingZeros = false;
  let value = 0;
  let digits = 0;
  for (let i = 0; i <= text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code >= ZERO && code <= NINE) {
      if (digits === 1 && value === 0) leadingZeros = true;
      value = value * 10 + code - ZERO;
      digits += 1;
      if (value > 255) return undefined;
    } else {
      if (digits === 0 || (i < text.length && text[i] !== '.')) return undefined;
      parts.push(value);
      value = 0;
      digits = 0;
    }
  }
  return parts.length === 4 ? { family: 4, parts, leadingZeros } : undefined;
}

const GROUPS = 8;

function parseIPv6(text: string): IPAddress | undefined {
  const parts: number[] = [];
  let leadingZeros = false;
  let gap = -1;
  let at = 0;
  if (text.startsWith('::')) {
    gap = 0;
    at = 2;
  }
  while (at < text.length) {
    if (parts.length === GROUPS) return undefined;
    const { value, end } = hexadecimal(text, at);
    if (end === at || value > 0xffff) return undefined;
    if (text[end] === '.') {
      // The last two groups may be written as an IPv4 address.
      const embedded = parseIPv4(text.slice(at));
      if (embedded === undefined || parts.length > GROUPS - 2) return undefined;
      const [a = 0, b = 0, c = 0, d = 0] = embedded.parts;
      parts.push(a * 256 + b, c * 256 + d);
      leadingZeros ||= embedded.leadingZeros;
      at = text.length;
      break;
    }
    parts.push(value);
    leadingZeros ||= end - at > 4;
    at = end;
    if (at === text.length) break;
    if (text[at] !== ':' || at + 1 === text.length) return undefined;
    at += 1;
    if (text[at] === ':') {
      if (gap >= 0) return undefined;
      gap = parts.length;
      at += 1;
    }
  }
  const missing = GROUPS - parts.length;
  if (gap < 0 ? missing !== 0 : missing < 1) return undefined;
  for (let i = 0; i < missing; i += 1) parts.push(0);
  if (gap >= 0) parts.copyWithin(gap + missing, gap).fill(0, gap, gap + missing);
  return { family: 6, parts, leadingZeros };
}

/** The hexadecimal number at `from`, and where it ends. */
function hexadecimal(text: string, from: number): { value: number; end: number } {
  let value = 0;
  let end = from;
  for (; value <= 0xffff; end += 1) {
    const digit = HEXADECIMAL.indexOf(text.charAt(end));
    if (digit < 0 || end === text.length) break;
    value = value * 16 + (digit < 16 ? digit : digit - 6);
  }
  return { value, end };
}

const HEXADECIMAL = '0123456789abcdefABCDEF';
