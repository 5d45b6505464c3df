import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Clock } from '../../time/clock.ts';
import { isLongRunning } from '../routes/long-running.ts';
import { Seats } from './seats.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether requests of the route have to be answered whatever else goes on. */
    readonly isUncounted?: boolean;
  }
}

/** How many requests may be in flight; 0 stands for any number. */
export interface InFlightLimits {
  /** Of those that read. */
  readonly reading: number;
  /** Of those that write. */
  readonly mutating: number;
}

// A burst is over sooner than this. kube-apiserver lets requests wait in queues, too, and refuses what has to wait for longer.
const MAX_WAIT_MS = 2000;
// Whoever comes behind so many would hardly have a turn within that time. A connection may have any number of requests on the way.
const MAX_WAITING = 10_000;

/**
 * Limits the requests in flight, those that read and those that write each by themselves; watches and connections do not count. What is
 * too much waits a little, its body unread, and is then answered 429 with `Retry-After`, as kube-apiserver answers it.
 */
export function installMaxInFlight(app: FastifyInstance, { reading, mutating }: InFlightLimits, clock: Clock): void {
  const readers = reading > 0 ? new Seats(reading, clock, MAX_WAITING) : undefined;
  const writers = mutating > 0 ? new Seats(mutating, clock, MAX_WAITING) : undefined;
  app.addHook('onRequest', (request, reply, done) => {
    const seats = READING.has(request.info.verb) ? readers : writers;
    if (seats === undefined || request.routeConfig.isUncounted === true || isLongRunning(request)) {
      done();
    } else if (seats.take()) {
      reply.raw.once('close', seats.leave);
      done();
    } else {
      const giveUp = seats.wait(MAX_WAIT_MS, (isSeated) => {
        if (giveUp !== undefined) reply.raw.off('close', giveUp);
        if (!isSeated) {
          refuse(reply);
          return;
        }
        reply.raw.once('close', seats.leave);
        done();
      });
      // A client that has left waits for nothing.
      if (giveUp !== undefined) reply.raw.once('close', giveUp);
      else refuse(reply);
    }
  });
}

// The verbs of resources, and the methods of all other paths.
const READING: ReadonlySet<string> = new Set(['get', 'list', 'watch', 'head']);

function refuse(reply: FastifyReply): void {
  reply
    .code(429)
    .type('text/plain; charset=utf-8')
    .headers({ 'retry-after': '1', 'x-content-type-options': 'nosniff' })
    .send('Too many requests, please try again later.\n');
}
