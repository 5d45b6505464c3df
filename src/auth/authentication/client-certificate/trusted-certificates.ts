import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { type ShownChain, shownChain, trustedUntil } from './certificate-chain.ts';

/** The certificates of a PEM file. @throws Error */
export function certificatesOf(text: string): readonly X509Certificate[] {
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0) throw new Error('holds no certificate in PEM');
  return found.map((pem) => new X509Certificate(pem));
}

/** A certificate that is trusted on a connection. */
export interface Trusted {
  readonly chain: ShownChain;
  /** Whether it still is. */
  readonly holds: () => boolean;
}

/**
 * Trusts certificates that lead to authorities, which may change: what a connection shows is held against them once, and once more when
 * they have changed.
 */
export class TrustedCertificates {
  readonly #authorities: () => readonly X509Certificate[];
  readonly #now: () => number;
  /** Where a connection keeps its verdict: each request on HTTP/2 has a stand-in of its own for the socket, which passes this on. */
  readonly #slot = Symbol('trusted certificate');

  /** `authorities` answers the same list as long as nothing changed; `now` milliseconds since 1970. */
  constructor(authorities: () => readonly X509Certificate[], now: () => number) {
    this.#authorities = authorities;
    this.#now = now;
  }

  /** What is trusted on a connection; undefined where nothing is shown there. @throws Error where what is shown is not trusted */
  of(socket: Socket): Trusted | undefined {
    const verdict = this.#verdictOn(socket);
    if (verdict === undefined) return undefined;
    if (!this.#holds(socket))
      throw new Error('x509: certificate signed by unknown authority, out of time or not for clients');
    return verdict.trusted;
  }

  #verdictOn(socket: Socket): Verdict | undefined {
    const authorities = this.#authorities();
    const slots = socket as unknown as Record<symbol, Verdict | undefined>;
    const known = slots[this.#slot];
    if (known?.authorities === authorities) return known;
    const chain = known?.trusted.chain ?? shownChain(socket);
    if (chain === undefined) return undefined;
    // The handshake has looked at all that a chain may say; what it did not accept is not accepted later.
    const { authorized } = socket as Partial<TLSSocket>;
    const until = authorized === true ? trustedUntil(chain, authorities, this.#now()) : undefined;
    const trusted = known?.trusted ?? { chain, holds: () => this.#holds(socket) };
    const verdict: Verdict = { authorities, until, trusted };
    slots[this.#slot] = verdict;
    return verdict;
  }

  #holds(socket: Socket): boolean {
    const until = this.#verdictOn(socket)?.until;
    return until !== undefined && this.#now() <= until;
  }
}

interface Verdict {
  /** As of which it was made. */
  readonly authorities: readonly X509Certificate[];
  /** Milliseconds since 1970; undefined where it is not trusted. */
  readonly until: number | undefined;
  readonly trusted: Trusted;
}
