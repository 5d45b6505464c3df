#!/usr/bin/env node
// The load generator, a process of its own: load.ts '{"url":...,"verb":"put"|"patch"|"apply"|"get"|"create"|"read","pods":1000,
// "connections":64,"seconds":5}'. Creates as many pods as `pods` says; reads one `path` for "read".
// Prints {"requests":N,"seconds":N,"p99":milliseconds,"failed":N,"busy":share of its time that the generator worked}.
import autocannon, { type Request } from 'autocannon';
import { podBody, podNames, podPath, statusBody, statusConfiguration, statusPatch } from './pods.ts';

// Requests are made before the run, so that the generator has nothing to do in it but to send and to read.
const TURNS = 4;

const { url, verb, pods, connections, seconds, path } = JSON.parse(process.argv[2] ?? '');
const accept = { accept: 'application/json' };
const json = { 'content-type': 'application/json' };
const apply = { 'content-type': 'application/apply-patch+yaml' };
const strategic = { 'content-type': 'application/strategic-merge-patch+json' };

/** Another status in each turn: no write is a repetition. */
const inTurns = (mine: readonly string[], make: (name: string, turn: number) => Request): Request[] =>
  Array.from({ length: TURNS }, (_, turn) => mine.map((name) => make(name, turn))).flat();

const REQUESTS: Readonly<Record<string, (mine: readonly string[]) => Request[]>> = {
  get: (mine) => mine.map((name) => ({ method: 'GET', path: podPath(name), headers: accept })),
  read: () => [{ method: 'GET', path, headers: accept }],
  create: (mine) => mine.map((name) => ({ method: 'POST', path: podPath(), headers: json, body: podBody(name) })),
  put: (mine) =>
    inTurns(mine, (name, turn) => ({
      method: 'PUT',
      path: podPath(name, 'status'),
      headers: json,
      body: statusBody(name, turn),
    })),
  patch: (mine) =>
    inTurns(mine, (name, turn) => ({
      method: 'PATCH',
      path: podPath(name, 'status'),
      headers: strategic,
      body: statusPatch(name, turn),
    })),
  apply: (mine) =>
    inTurns(mine, (name, turn) => ({
      method: 'PATCH',
      path: `${podPath(name, 'status')}?fieldManager=bench&force=true`,
      headers: apply,
      body: statusConfiguration(name, turn),
    })),
};
const requests = REQUESTS[verb];
if (requests === undefined) throw new Error(`no load is named ${verb}`);

const names = podNames(pods);

// Each connection has pods of its own; two writers of one pod would measure how conflicts are resolved.
let client = 0;
let idleFrom = performance.eventLoopUtilization();
const result = await autocannon({
  url,
  connections,
  // A pod is created once.
  ...(verb === 'create' ? { amount: pods } : { duration: seconds }),
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
