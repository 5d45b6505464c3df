import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN_TOKEN, isAboutAccess, startAccessServer } from './access-server.ts';
import { findDiscrepancies, readNotYet, reasonFor, type Verdicts } from './not-yet.ts';
import { playScenarios, readScenarios } from './scenarios.ts';
import type { ServerProcess } from './server-process.ts';

const scenarios = readScenarios().filter(({ name }) => isAboutAccess(name));
const notYet = readNotYet();
const byReason = Map.groupBy(scenarios, ({ name }) => reasonFor(notYet, name));

describe('recordings of kube-apiserver and users with and without rights', () => {
  let server: ServerProcess;
  let verdicts: Verdicts;

  beforeAll(async () => {
    server = await startAccessServer();
    verdicts = await playScenarios(server.url, scenarios, (name) => reasonFor(notYet, name) !== undefined, ADMIN_TOKEN);
  }, 300_000);

  afterAll(async () => {
    expect(await server.stop(), 'the server still runs at the end and stops without an error').toBe(0);
  }, 90_000);

  test.for(byReason.get(undefined) ?? [])('$name', ({ name }) => {
    expect(verdicts.get(name), verdicts.get(name)).toBeUndefined();
  });

  test('not-yet.json names the recordings that fail, and no other', () => {
    // Those that fail without being named fail above, each under its name.
    const problems = findDiscrepancies(notYet, verdicts, isAboutAccess);
    expect(problems.filter((problem) => !problem.includes(' fails:\n'))).toEqual([]);
  });
});
