import { FIRST_PORT, LAST_PORT } from './port-range.ts';

/**
 * The ports at the nodes that services have: one record for all, as kube-apiserver keeps its RangeAllocation. Bit n of a big-endian
 * integer is the port n beyond the first.
 */
export const PORT_RECORD = '/registry/ranges/servicenodeports';

/** The ports that are taken, as the text of the record says; there may be none yet. */
export function portsOf(text: string | undefined): number[] {
  if (text === undefined) return [];
  const bytes = Buffer.from((JSON.parse(text) as { readonly data?: string }).data ?? '', 'base64');
  const ports: number[] = [];
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const byte = bytes[bytes.length - 1 - (bit >>> 3)] ?? 0;
    if ((byte & (1 << (bit & 7))) !== 0) ports.push(FIRST_PORT + bit);
  }
  return ports;
}

/** The text of the record where these ports are taken. */
export function portRecord(ports: Iterable<number>): string {
  const bits = [...ports].map((port) => port - FIRST_PORT);
  const bytes = Buffer.alloc(bits.reduce((length, bit) => Math.max(length, (bit >>> 3) + 1), 0));
  for (const bit of bits) {
    const at = bytes.length - 1 - (bit >>> 3);
    bytes[at] = (bytes[at] ?? 0) | (1 << (bit & 7));
  }
  const data = bytes.toString('base64');
  return `${JSON.stringify({ kind: 'RangeAllocation', apiVersion: 'v1', metadata: {}, range: `${FIRST_PORT}-${LAST_PORT}`, data })}\n`;
}
