#!/usr/bin/env node
// The load generator, a process of its own: load.ts '{"url":...,"verb":"put"|"get","pods":1000,"connections":64,"seconds":5}'.
// Prints {"requests":N,"seconds":N,"p99":milliseconds,"failed":N,"busy":share of its time that the generator worked}.
import autocannon from 'autocannon';
import { podNames, podPath, statusBody } from './pods.ts';

// Requests are made before the run, so that the generator has nothing to do in it but to send and to read.
const TURNS = 4;

const { url, verb, pods, connections, seconds } = JSON.parse(process.argv[2] ?? '');
const json = { 'content-type': 'application/json' };

const requests = (mine: readonly string[]) =>
  verb === 'get'
    ? mine.map((name) => ({ method: 'GET', path: podPath(name), headers: { accept: 'application/json' } }))
    : Array.from({ length: TURNS }, (_, turn) =>
        mine.map((name) => ({
          method: 'PUT',
          path: podPath(name, 'status'),
          headers: json,
          body: statusBody(name, turn),
        })),
      ).flat();

const names = podNames(pods);

// Each connection has pods of its own; two writers of one pod would measure how conflicts are resolved.
let client = 0;
let idleFrom = performance.eventLoopUtilization();
const result = await autocannon({
  url,
  connections,
  duration: seconds,
  setupClient: (connection) => {
    const mine = names.filter((_, index) => index % connections === client % connections);
    client += 1;
    idleFrom = performance.eventLoopUtilization();
    connection.setRequests(requests(mine));
  },
});
const { requests: made, duration, latency, errors, non2xx } = result;
const { utilization: busy } = performance.eventLoopUtilization(idleFrom);
console.log(
  JSON.stringify({ requests: made.total, seconds: duration, p99: latency.p99, failed: errors + non2xx, busy }),
);
