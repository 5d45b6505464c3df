#!/usr/bin/env node
// The yardstick: node:http without a framework, a rule or a store. It reads and writes what Podledger reads and writes:
// PUT, PATCH and POST parse the same body and serialise the same pod, GET writes bytes that are ready. POST /pods/{name} gives it
// a pod, POST /list the bytes of a list; DELETE takes all pods away. GET with watch=1 holds the response and writes each event to it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Held {
  readonly pod: Readonly<Record<string, unknown>>;
  readonly bytes: string;
}

const pods = new Map<string, Held>();
const watches = new Set<ServerResponse>();
let list: Buffer = Buffer.alloc(0);

const server = createServer((request, response) => {
  const name = request.url?.split('/')[6] ?? '';
  if (request.url === '/list') return exchangeList(request, response);
  if (request.url?.includes('watch=1')) return hold(response);
  if (request.method === 'GET') return answer(response, pods.get(name)?.bytes);
  if (request.method === 'DELETE') {
    pods.clear();
    return response.end();
  }
  readBody(request, (body) => {
    const written = JSON.parse(body.toString());
    const pod =
      request.method === 'PUT' || request.method === 'PATCH'
        ? { ...pods.get(name)?.pod, status: written.status }
        : written;
    const bytes = JSON.stringify(pod);
    pods.set(name === '' ? written.metadata.name : name, { pod, bytes });
    answer(response, bytes);
    for (const watch of watches) watch.write(`{"type":"MODIFIED","object":${bytes}}\n`);
  });
});

/** Holds a response, on which each write is told from now on: one write for each. */
function hold(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
  watches.add(response);
  response.on('close', () => watches.delete(response));
}

/** Takes bytes and answers them: what a list costs where there is nothing to do but to copy it. */
function exchangeList(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': list.length }).end(list);
    return;
  }
  readBody(request, (body) => {
    list = body;
    response.end();
  });
}

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
