import { mustBeBetween } from './messages.ts';

const PORTS = { least: 1, most: 65_535 };
/** IANA allows the name of a service this many characters (RFC 6335). */
const NAME_LIMIT = 15;

/** What keeps `port` from being the number of a port; empty where it is one. */
export function isValidPortNumber(port: number): string[] {
  return port >= PORTS.least && port <= PORTS.most ? [] : [mustBeBetween(PORTS.least, PORTS.most)];
}

/** What keeps `name` from being the name of a port, as RFC 6335 has them for services; empty where it is one. */
export function isValidPortName(name: string): string[] {
  const problems: string[] = [];
  if (Buffer.byteLength(name) > NAME_LIMIT) problems.push(`must be no more than ${NAME_LIMIT} characters`);
  if (!/^[-a-z0-9]+$/.test(name)) {
    problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(name)) problems.push('must contain at least one letter (a-z)');
  if (name.includes('--')) problems.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) problems.push('must not begin or end with a hyphen');
  return problems;
}
