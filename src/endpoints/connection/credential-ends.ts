import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../../time/clock.ts';

/** How late what goes on after a request may learn that its credentials have ended. */
const INTERVAL_MS = 1000;

declare module 'fastify' {
  interface FastifyInstance {
    /** What goes on for as long as credentials hold. */
    credentialEnds: CredentialEnds;
  }
}

/** Ends what goes on after a request, such as a watch, with the credentials that the request was sent with. */
export class CredentialEnds {
  readonly #clock: Clock;
  readonly #followed = new Set<Followed>();
  #stopTimer: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `end` once `holds` no longer does, a second late at most, unless what is answered is called before. */
  follow(holds: () => boolean, end: () => void): () => void {
    const followed = { holds, end };
    this.#followed.add(followed);
    this.#stopTimer ??= this.#clock.after(INTERVAL_MS, () => this.#look());
    return () => void this.#followed.delete(followed);
  }

  #look(): void {
    // Many watches have the same credentials, which are asked once.
    const asked = new Map<() => boolean, boolean>();
    for (const followed of this.#followed) {
      const { holds, end } = followed;
      const still = asked.get(holds) ?? holds();
      asked.set(holds, still);
      if (still) continue;
      this.#followed.delete(followed);
      end();
    }
    this.#stopTimer = this.#followed.size > 0 ? this.#clock.after(INTERVAL_MS, () => this.#look()) : undefined;
  }
}

interface Followed {
  readonly holds: () => boolean;
  readonly end: () => void;
}

/** Has an app follow the credentials of its requests. */
export function installCredentialEnds(app: FastifyInstance, clock: Clock): void {
  app.decorate('credentialEnds', new CredentialEnds(clock));
}

/** Calls `end` once the credentials of a request have ended, unless what is answered is called before. */
export function whenCredentialsEnd({ identity, server }: FastifyRequest, end: () => void): () => void {
  return identity.holds === undefined ? () => {} : server.credentialEnds.follow(identity.holds, end);
}
