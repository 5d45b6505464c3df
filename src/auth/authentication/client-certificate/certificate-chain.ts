import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';

/** The certificate that a client shows, and those that it says it comes from, its own first. */
export interface ShownChain {
  readonly certificates: readonly X509Certificate[];
  /** The parts of the subject by their short names, or numbers, in order. */
  readonly subject: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What a client shows on a connection; undefined where that is nothing, as always without TLS. */
export function shownChain(socket: Socket): ShownChain | undefined {
  // The socket of an HTTP/2 connection is a stand-in for that of TLS, and no instance of its class.
  const { getPeerCertificate } = socket as Partial<TLSSocket>;
  if (typeof getPeerCertificate !== 'function') return undefined;
  const shown = (socket as TLSSocket).getPeerCertificate(true);
  if (shown?.raw === undefined) return undefined;
  const certificates: X509Certificate[] = [];
  const seen = new Set<string>();
  for (let next: DetailedPeerCertificate | undefined = shown; next?.raw !== undefined; next = next.issuerCertificate) {
    if (seen.has(next.fingerprint256)) break;
    seen.add(next.fingerprint256);
    certificates.push(new X509Certificate(next.raw));
  }
  return { certificates, subject: shown.subject as unknown as ShownChain['subject'] };
}

/** The values of a part of a subject. */
export function valuesOf({ subject }: ShownChain, part: string): readonly string[] {
  const value = subject?.[part];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const ANY_USAGE = '2.5.29.37.0';

// A chain is as long as authorities are deep, and nobody's is deeper.
const MOST_AUTHORITIES = 8;

/**
 * Until when a chain leads from a certificate for clients to one of the authorities, in milliseconds since 1970; undefined where it does
 * not, as of `now`. Every certificate has to be in time, signed by the next one, and that an authority (RFC 5280, section 6). What else
 * they may say of each other (lengths of paths, names) is for the handshake of TLS, which comes before this.
 */
export function trustedUntil(
  { certificates }: ShownChain,
  authorities: readonly X509Certificate[],
  now: number,
): number | undefined {
  const [own, ...others] = certificates;
  if (own === undefined || !isForClients(own) || !isInTime(own, now)) return undefined;
  let until = own.validToDate.getTime();
  let current = own;
  for (let depth = 0; depth < MOST_AUTHORITIES; depth++) {
    const issued = current;
    const root = authorities.find((authority) => isIssuer(authority, issued) && isInTime(authority, now));
    if (root !== undefined) return Math.min(until, root.validToDate.getTime());
    const next = others.find((other) => other !== issued && isIssuer(other, issued) && isInTime(other, now));
    if (next === undefined || !isForClients(next)) return undefined;
    until = Math.min(until, next.validToDate.getTime());
    current = next;
  }
  return undefined;
}

function isIssuer(authority: X509Certificate, issued: X509Certificate): boolean {
  return authority.ca && issued.checkIssued(authority) && issued.verify(authority.publicKey);
}

function isInTime({ validFromDate, validToDate }: X509Certificate, now: number): boolean {
  return validFromDate.getTime() <= now && now <= validToDate.getTime();
}

/** What says nothing of its use is for any. */
function isForClients({ keyUsage }: X509Certificate): boolean {
  return keyUsage === undefined || keyUsage.includes(CLIENT_AUTH) || keyUsage.includes(ANY_USAGE);
}
