import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** What is in memory of one body. */
export interface BodyAccount {
  /** Counts bytes that have come; false where they are more than there may be of all bodies together. */
  add(bytes: number): boolean;
  /** Lets go of all that was counted. */
  close(): void;
}

// Bodies of this size take next to nothing beside the requests that they come with, and are most of all bodies.
const SMALL_BYTES = 16 * 1024;
const UNCOUNTED: BodyAccount = { add: () => true, close: () => {} };

/** How much may be in memory of the bodies of all requests that are not small: from the first byte that has come to the answer. */
export class BodyBudget {
  #left: number;
  readonly #accounts = new WeakMap<IncomingMessage, BodyAccount>();

  /** `bytes` is all that there may be; 0 stands for any amount. */
  constructor(bytes: number) {
    this.#left = bytes === 0 ? Number.POSITIVE_INFINITY : bytes;
  }

  /** Opens an account for the body of each request that has one, until the request is answered. */
  install(app: FastifyInstance): void {
    app.addHook('preParsing', ({ raw }, reply, payload, done) => {
      const { 'content-length': length, 'transfer-encoding': encoding } = raw.headers;
      if (encoding !== undefined || Number(length) > SMALL_BYTES) {
        const account = this.#open();
        this.#accounts.set(raw, account);
        reply.raw.once('close', () => account.close());
      }
      done(null, payload);
    });
  }

  /** The account of a request's body. */
  of(message: IncomingMessage): BodyAccount {
    return this.#accounts.get(message) ?? UNCOUNTED;
  }

  #open(): BodyAccount {
    let taken = 0;
    let isOpen = true;
    return {
      add: (bytes) => {
        if (!isOpen) return true;
        if (bytes > this.#left) return false;
        this.#left -= bytes;
        taken += bytes;
        return true;
      },
      close: () => {
        isOpen = false;
        this.#left += taken;
        taken = 0;
      },
    };
  }
}
