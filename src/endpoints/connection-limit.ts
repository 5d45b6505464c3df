import type { Server } from 'node:http';
import type { Clock } from '../time/clock.ts';

// Looking for idle connections among ten thousand takes a few milliseconds.
const SWEEP_EVERY_MS = 1000;

/**
 * Limits the connections of a server. One that is too much makes those that wait for nothing be closed, which their clients do not
 * notice; where all are busy, it is not taken.
 */
export function limitConnections(server: Server, limit: number, clock: Pick<Clock, 'now'>): void {
  let open = 0;
  let sweptAt = Number.NEGATIVE_INFINITY;
  server.on('connection', (socket) => {
    open += 1;
    socket.once('close', () => {
      open -= 1;
    });
    if (open <= limit) return;
    const now = clock.now();
    if (now - sweptAt >= SWEEP_EVERY_MS) {
      sweptAt = now;
      server.closeIdleConnections();
    }
    // What was closed just now says so at the end of this turn of the event loop.
    setImmediate(() =>
      setImmediate(() => {
        if (open > limit) socket.destroy();
      }),
    );
  });
}
