import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { CONFIG_MAPS, configMap, members, PODS, pod, type Row, times } from './row.ts';

/** How long a crowd stays, in milliseconds: at full size for two seconds. */
const stay = (scale: number): Promise<void> => wait(2_000 * scale);

/** Many clients at once, each of which asks for little. */
export const crowds: readonly Row[] = [
  {
    title: '1,000 slow bodies of 3 MB',
    codes: [200],
    run: async (client, scale) => {
      const head = `POST ${PODS} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 3000000\r\n\r\n`;
      const part = Buffer.alloc(2_900_000, 32);
      const sockets = await Promise.all(times(scale * 1_000, () => opened(client.url)));
      for (const socket of sockets) {
        socket.write(head);
        socket.write(part);
      }
      await stay(scale);
      for (const socket of sockets) socket.destroy();
      return [(await client.ask('GET', '/livez')).status];
    },
  },
  {
    title: '1,000 connections that say nothing',
    codes: [200],
    run: async (client, scale) => {
      const sockets = await Promise.all(times(scale * 1_000, () => opened(client.url)));
      await stay(scale);
      for (const socket of sockets) socket.destroy();
      return [(await client.ask('GET', '/livez')).status];
    },
  },
  {
    title: '1,000 requests that do not end',
    codes: [200],
    run: async (client, scale) => {
      const sockets = await Promise.all(times(scale * 1_000, () => opened(client.url)));
      for (const socket of sockets) socket.write(`GET ${PODS} HTTP/1.1\r\nhost: 127.0.0.1\r\na: ${'b'.repeat(15_000)}`);
      await stay(scale);
      for (const socket of sockets) socket.destroy();
      return [(await client.ask('GET', '/livez')).status];
    },
  },
  {
    title: 'lists of large objects that nobody reads',
    codes: [200],
    before: async (client, scale) => {
      for (const index of times(Math.max(5, scale * 40), (i) => i)) {
        await client.write('POST', CONFIG_MAPS, configMap(`large-${index}`, members(scale * 50_000)));
      }
    },
    run: async (client, scale) => {
      const sockets = await Promise.all(times(scale * 100, () => opened(client.url)));
      for (const socket of sockets) {
        socket.pause();
        socket.write(`GET ${CONFIG_MAPS} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`);
      }
      await stay(scale);
      for (const socket of sockets) socket.destroy();
      return [(await client.ask('GET', '/livez')).status];
    },
  },
  {
    title: 'large objects, read once each',
    codes: [200, 201],
    run: async (client, scale) => {
      const codes: number[] = [];
      for (const index of times(Math.max(5, scale * 60), (i) => i)) {
        const path = `${CONFIG_MAPS}/read-${index}`;
        codes.push(
          (await client.write('POST', CONFIG_MAPS, configMap(`read-${index}`, members(scale * 60_000)))).status,
        );
        codes.push((await client.write('PATCH', path, { data: { k0: 'x' } }, 'application/merge-patch+json')).status);
        codes.push((await client.write('DELETE', path, {})).status);
      }
      return codes;
    },
  },
  {
    title: 'a thousand requests at once, each of 40 KB',
    codes: [201, 429],
    run: (client, scale) =>
      Promise.all(
        times(scale * 1_000, async (i) => {
          const body = pod(`crowd-${i}`, { metadata: { annotations: members(2_000) } });
          return (await client.write('POST', PODS, body)).status;
        }),
      ),
  },
];

function opened(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => resolve(socket));
    // What the server refuses is no fault of the test, and ends it like a close.
    socket.on('error', () => resolve(socket));
    socket.resume();
  });
}
