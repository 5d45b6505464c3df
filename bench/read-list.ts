import { connect } from 'node:net';

/** How a list came. */
export interface ListReading {
  readonly bytes: number;
  /** Milliseconds from the request to the first byte. */
  readonly firstByte: number;
  /** Milliseconds from the request to the last byte; without the time that a reader stalled. */
  readonly total: number;
}

/** How a list is read. */
export interface Reading {
  /** Milliseconds for which the reader takes nothing, once it has the first bytes. */
  readonly stall?: number;
  /** Called at the end of the stall. */
  readonly afterStall?: () => void;
}

/**
 * Reads one answer over a connection of its own, without looking at its bytes: nothing in this process is to be the limit.
 * Rejects where the answer is not 200.
 */
export function readList(url: string, path: string, { stall = 0, afterStall }: Reading = {}): Promise<ListReading> {
  const { hostname, port, host } = new URL(url);
  return new Promise((resolve, reject) => {
    const began = performance.now();
    let bytes = 0;
    let firstByte = 0;
    let stalled = 0;
    const socket = connect({ host: hostname, port: Number(port) }, () => {
      socket.write(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\naccept: application/json\r\nconnection: close\r\n\r\n`);
    });
    socket.on('error', reject).on('data', (chunk) => {
      if (bytes === 0) {
        firstByte = performance.now() - began;
        const status = chunk.toString('latin1', 9, 12);
        if (status !== '200') reject(new Error(`GET ${path}: ${status}`));
        if (stall > 0) {
          socket.pause();
          const from = performance.now();
          setTimeout(() => {
            afterStall?.();
            stalled = performance.now() - from;
            socket.resume();
          }, stall);
        }
      }
      bytes += chunk.length;
    });
    socket.on('end', () => resolve({ bytes, firstByte, total: performance.now() - began - stalled }));
  });
}
