import { familyOf, type IPAddress } from './ip-address.ts';

/** Whether an address is one that packets may be sent to beyond a link: private addresses are, loopback and multicast are not. */
export function isGlobalUnicast(address: IPAddress): boolean {
  if (familyOf(address) === 4) {
    const [a = 0, b = 0, c = 0, d = 0] = address.family === 4 ? address.parts : bytesOf(address.parts.slice(6));
    const unspecified = a + b + c + d === 0;
    const linkLocal = a === 169 && b === 254;
    // 224.0.0.0/4 is multicast; beyond it only the broadcast address is none.
    const multicast = a >= 224 && a < 240;
    const broadcast = a + b + c + d === 4 * 255;
    return !(unspecified || a === 127 || linkLocal || multicast || broadcast);
  }
  const { parts } = address;
  const first = parts[0] ?? 0;
  const isShort = parts.slice(0, 7).every((part) => part === 0) && (parts[7] ?? 0) <= 1;
  const linkLocal = (first & 0xffc0) === 0xfe80;
  const multicast = first >= 0xff00;
  return !(isShort || linkLocal || multicast);
}

function bytesOf(groups: readonly number[]): number[] {
  return groups.flatMap((group) => [group >> 8, group & 0xff]);
}
