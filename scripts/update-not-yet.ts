#!/usr/bin/env node
// Plays all recordings and kubectl sessions against the sources, and takes what passes out of
// test/conformance/not-yet.json. Recordings that fail and are not named come in only with --allow-additions REASON.
import { parseArgs } from 'node:util';
import { ADMIN_TOKEN, isAboutAccess, startAccessServer } from '../test/conformance/access-server.ts';
import { hasKubectl, playSessions, readSessions } from '../test/conformance/kubectl-sessions.ts';
import { readNotYet, reasonFor, updateNotYet, writeNotYet } from '../test/conformance/not-yet.ts';
import { playScenarios, readScenarios } from '../test/conformance/scenarios.ts';
import { startServerProcess } from '../test/conformance/server-process.ts';

const { values: flags } = parseArgs({ options: { 'allow-additions': { type: 'string' } } });
const reason = flags['allow-additions'];

if (!hasKubectl()) throw new Error('there is no kubectl on the PATH, and the list holds kubectl sessions too');
const before = readNotYet();
const fails = (name: string): boolean => reasonFor(before, name) !== undefined;
const aboutAccess = readScenarios().filter(({ name }) => isAboutAccess(name));
const others = readScenarios().filter(({ name }) => !isAboutAccess(name));
const server = await startServerProcess();
const accessServer = await startAccessServer();
const verdicts = new Map([
  ...(await playScenarios(server.url, others, fails)),
  ...(await playScenarios(accessServer.url, aboutAccess, fails, ADMIN_TOKEN)),
  ...(await playSessions(server.url, await readSessions())),
]);
await server.stop();
await accessServer.stop();

const after = updateNotYet(before, verdicts, reason === undefined ? undefined : () => reason);
writeNotYet(after);

for (const [name, failure] of verdicts) {
  const was = reasonFor(before, name);
  const is = reasonFor(after, name);
  if (was !== undefined && is === undefined) console.log(`passes now: ${name}`);
  if (was === undefined && is !== undefined) console.log(`does not pass: ${name} (${is})`);
  if (failure !== undefined && is === undefined) {
    console.error(`FAILS and is not named: ${name}\n  ${failure}`);
    process.exitCode = 1;
  }
}
const passed = [...verdicts.values()].filter((failure) => failure === undefined).length;
console.log(`${passed} pass, ${verdicts.size - passed} do not`);
