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

const GROUP = /^[0-9a-fA-F]+$/;

function parseIPv6(text: string): IPAddress | undefined {
  const gap = text.indexOf('::');
  const left = groups(gap < 0 ? text : text.slice(0, gap), gap < 0);
  const right = gap < 0 ? { parts: [], leadingZeros: false } : groups(text.slice(gap + 2), true);
  if (left === undefined || right === undefined) return undefined;
  const missing = 8 - left.parts.length - right.parts.length;
  if (gap < 0 ? missing !== 0 : missing < 1) return undefined;
  return {
    family: 6,
    parts: [...left.parts, ...new Array<number>(missing).fill(0), ...right.parts],
    leadingZeros: left.leadingZeros || right.leadingZeros,
  };
}

/** The groups between colons; the last one may be a whole IPv4 address where the text ends the address. */
function groups(text: string, last: boolean): { parts: number[]; leadingZeros: boolean } | undefined {
  const parts: number[] = [];
  let leadingZeros = false;
  if (text === '') return { parts, leadingZeros };
  const pieces = text.split(':', 9);
  for (const [i, piece] of pieces.entries()) {
    if (last && i === pieces.length - 1 && piece.includes('.')) {
      const embedded = parseIPv4(piece);
      if (embedded === undefined) return undefined;
      const [a = 0, b = 0, c = 0, d = 0] = embedded.parts;
      parts.push(a * 256 + b, c * 256 + d);
      leadingZeros ||= embedded.leadingZeros;
    } else {
      const value = GROUP.test(piece) ? Number.parseInt(piece, 16) : Number.NaN;
      if (!(value <= 0xffff)) return undefined;
      parts.push(value);
      leadingZeros ||= piece.length > 4;
    }
  }
  return { parts, leadingZeros };
}
