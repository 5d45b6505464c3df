import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../../time/clock.ts';

// Until a client has sent something, its connection counts as idle. This is longer than a client takes that has a request to send.
const PATIENCE_MS = 250;

/**
 * Limits the connections of a server. Where there are too many, those that are idle are closed, which their clients do not notice;
 * and where that is not enough, those that came last.
 */
export function limitConnections(server: Server, limit: number, clock: Clock): void {
  let open = 0;
  const excess: Socket[] = [];
  const closeLast = (): void => {
    let tooMany = open - limit;
    for (const socket of excess.splice(0).toReversed()) {
      if (socket.destroyed) continue;
      if (tooMany <= 0) return;
      socket.destroy();
      tooMany -= 1;
    }
  };
  const sweep = (): void => {
    server.closeIdleConnections();
    // A connection that is closed says so at the end of this turn of the event loop.
    setImmediate(() => setImmediate(closeLast));
  };
  server.on('connection', (socket) => {
    open += 1;
    socket.once('close', () => {
      open -= 1;
    });
    if (open <= limit) return;
    if (excess.length === 0) clock.after(PATIENCE_MS, sweep);
    excess.push(socket);
  });
}
