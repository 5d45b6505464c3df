#!/usr/bin/env node
// The yardstick: node:http without a framework, a rule or a store. It reads and writes what Podledger reads and writes:
// PUT parses the same body and serialises the same pod, GET writes bytes that are ready. POST /pods/{name} gives it a pod.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Held {
  readonly pod: Readonly<Record<string, unknown>>;
  readonly bytes: string;
}

const pods = new Map<string, Held>();

const server = createServer((request, response) => {
  const name = request.url?.split('/')[6] ?? '';
  if (request.method === 'GET') return answer(response, pods.get(name)?.bytes);
  readBody(request, (body) => {
    const written = JSON.parse(body.toString());
    const pod = request.method === 'PUT' ? { ...pods.get(name)?.pod, status: written.status } : written;
    const bytes = JSON.stringify(pod);
    pods.set(name, { pod, bytes });
    answer(response, bytes);
  });
});

function readBody(request: IncomingMessage, take: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => take(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)));
}

function answer(response: ServerResponse, bytes: string | undefined): void {
  if (bytes === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(bytes) });
  response.end(bytes);
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
});
