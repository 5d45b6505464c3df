import { canonicalIPAddress, type IPAddress, isLoopback, parseIPAddress } from '../../apimachinery/ip-address.ts';

/** Whether a server answers for the host of an authority such as `localhost:8080`, whatever its port. */
export type HostCheck = (authority: string) => boolean;

/**
 * Makes the check for a server: this machine's loopback names and addresses are known to every one, beside them the `allowed` ones,
 * which are names, addresses, or `*.example.com` for all names below that one. A page can give its own name any address (DNS rebinding),
 * and then is of one origin with the server: its name is what tells it apart.
 */
export function knownHosts(allowed: readonly string[]): HostCheck {
  const hosts = new Set(allowed.map(canonicalHost));
  const domains = allowed.filter((host) => host.startsWith('*.')).map((host) => canonicalHost(host.slice(1)));
  const isKnown = (host: string): boolean =>
    isOfThisMachine(host) || hosts.has(host) || domains.some((domain) => host.endsWith(domain));
  // Clients name the same few hosts with every request.
  const recent = new Set<string>();
  return (authority) => {
    if (recent.has(authority)) return true;
    const host = hostOf(authority);
    if (host === undefined || !isKnown(host)) return false;
    if (recent.size >= MAX_RECENT) recent.clear();
    recent.add(authority);
    return true;
  };
}

const MAX_RECENT = 64;

// A name has 253 characters at most; a port, brackets and a dot at the end come on top.
const MAX_AUTHORITY = 264;
const AUTHORITY = /^(?:\[([^[\]]*)\]|([^:[\]]*))(?::\d*)?$/;

/** The host of an authority in its one form, without port and brackets. */
function hostOf(authority: string): string | undefined {
  if (authority.length > MAX_AUTHORITY) return undefined;
  const [, bracketed, name] = AUTHORITY.exec(authority) ?? [];
  if (bracketed !== undefined) return bracketed.includes(':') ? canonicalHost(bracketed) : undefined;
  return name === undefined ? undefined : canonicalHost(name);
}

function canonicalHost(host: string): string {
  const address = addressOf(host);
  if (address !== undefined) return canonicalIPAddress(address);
  return (host.endsWith('.') ? host.slice(0, -1) : host).toLowerCase();
}

/** RFC 6761 gives the names below `localhost` to the loopback addresses; browsers ask nobody for them. */
function isOfThisMachine(host: string): boolean {
  const address = addressOf(host);
  return address === undefined ? host === 'localhost' || host.endsWith('.localhost') : isLoopback(address);
}

// What some programs read as octal is no address here.
function addressOf(host: string): IPAddress | undefined {
  const address = parseIPAddress(host);
  return address?.leadingZeros === false ? address : undefined;
}
