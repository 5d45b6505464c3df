#!/usr/bin/env node
// The load generator of gRPC calls, a process of its own: grpc-load.ts '{"socket":path,"inFlight":64,"seconds":5}'.
// Calls RuntimeService.Status over one connection, by node:http2 alone, which takes half the time of a gRPC client.
// Prints what load.ts prints.
import { type ClientHttp2Session, connect } from 'node:http2';
import { connect as connectSocket } from 'node:net';

const { socket, inFlight, seconds }: { socket: string; inFlight: number; seconds: number } = JSON.parse(
  process.argv[2] ?? '',
);

const HEADERS = {
  ':method': 'POST',
  ':path': '/runtime.v1.RuntimeService/Status',
  'content-type': 'application/grpc',
  te: 'trailers',
};
// Not compressed, and no bytes: a StatusRequest that is not verbose.
const REQUEST = Buffer.alloc(5);

const session = connect('http://localhost', { createConnection: () => connectSocket(socket) });
const idleFrom = performance.eventLoopUtilization();
const began = performance.now();
const latencies: number[] = [];
let failed = 0;

await Promise.all(Array.from({ length: inFlight }, () => callUntil(began + seconds * 1000)));

const took = (performance.now() - began) / 1000;
const { utilization: busy } = performance.eventLoopUtilization(idleFrom);
latencies.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    requests: latencies.length,
    seconds: took,
    p99: Number(latencies[Math.floor(latencies.length * 0.99)]?.toFixed(2)),
    failed,
    busy,
  }),
);
session.close();

async function callUntil(end: number): Promise<void> {
  for (let now = performance.now(); now < end; ) {
    const ok = await call(session);
    if (!ok) failed += 1;
    const after = performance.now();
    latencies.push(after - now);
    now = after;
  }
}

function call(over: ClientHttp2Session): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const stream = over.request(HEADERS);
    let status: unknown;
    stream.on('trailers', (trailers) => {
      status = trailers['grpc-status'];
    });
    stream.on('error', reject).on('close', () => resolve(status === '0'));
    stream.resume().end(REQUEST);
  });
}
