import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAboutAccess } from './access-server.ts';
import { KUBECTL_GROUP } from './kubectl-sessions.ts';
import { findDiscrepancies, readNotYet, reasonFor, type Verdicts } from './not-yet.ts';
import { playScenarios, readScenarios } from './scenarios.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

// With PODLEDGER_TEST_GROUPS, those of the groups that it names alone; with PODLEDGER_TEST_STORE on another store.
const groups = process.env.PODLEDGER_TEST_GROUPS?.split(',');
const isChosen = (name: string): boolean =>
  !isAboutAccess(name) && (groups?.includes(name.split('/', 1)[0] ?? '') ?? true);
const scenarios = readScenarios().filter(({ name }) => isChosen(name));
const notYet = readNotYet();
const byReason = Map.groupBy(scenarios, ({ name }) => reasonFor(notYet, name));

describe('recordings of kube-apiserver', () => {
  let server: ServerProcess;
  let verdicts: Verdicts;

  beforeAll(async () => {
    server = await startServerProcess();
    verdicts = await playScenarios(server.url, scenarios, (name) => reasonFor(notYet, name) !== undefined);
  }, 300_000);

  afterAll(async () => {
    expect(await server.stop(), 'the server still runs at the end and stops without an error').toBe(0);
  }, 90_000);

  test.for(byReason.get(undefined) ?? [])('$name', ({ name }) => {
    expect(verdicts.get(name), verdicts.get(name)).toBeUndefined();
  });

  test('not-yet.json names the recordings that fail, and no other', () => {
    // Those that fail without being named fail above, each under its name.
    const problems = findDiscrepancies(notYet, verdicts, (name) => isChosen(name) && !name.startsWith(KUBECTL_GROUP));
    expect(problems.filter((problem) => !problem.includes(' fails:\n'))).toEqual([]);
  });
});
