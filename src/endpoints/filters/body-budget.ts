import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** What is in memory of one body. */
export interface BodyAccount {
  /** Counts bytes that have come; false where they are more than there may be of all bodies together. */
  add(bytes: number): boolean;
  /** Lets go of all that was counted. */
  close(): void;
}

/** How much may be in memory of the bodies of all requests: from the first byte that has come to the answer. */
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
      const { headers } = raw;
      if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) {
        const account = this.#open();
        this.#accounts.set(raw, account);
        reply.raw.once('close', () => account.close());
      }
      done(null, payload);
    });
  }

  /** The account of a request's body; one of its own where the request is known to have none. */
  of(message: IncomingMessage): BodyAccount {
    return this.#accounts.get(message) ?? this.#open();
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
