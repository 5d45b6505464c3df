import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasKubectl, KUBECTL_GROUP, playSessions, readSessions } from './kubectl-sessions.ts';
import { findDiscrepancies, readNotYet, reasonFor, type Verdicts } from './not-yet.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

const sessions = await readSessions();
const notYet = readNotYet();
const present = hasKubectl();
const mustPass = sessions.filter(({ name }) => reasonFor(notYet, KUBECTL_GROUP + name) === undefined);

if (!present) {
  const reason = 'there is no kubectl on the PATH';
  test.runIf(process.env.CI !== undefined)('kubectl is there', () => expect.fail(reason));
  console.warn(`kubectl sessions are skipped: ${reason}`);
}

describe.runIf(present)('kubectl sessions recorded with kube-apiserver', () => {
  let server: ServerProcess;
  let verdicts: Verdicts;

  beforeAll(async () => {
    server = await startServerProcess();
    verdicts = await playSessions(server.url, sessions);
  }, 300_000);

  afterAll(async () => {
    expect(await server.stop(), 'the server still runs at the end and stops without an error').toBe(0);
  }, 90_000);

  test.for(mustPass)('$name', ({ name }) => {
    const verdict = verdicts.get(KUBECTL_GROUP + name);
    expect(verdict, verdict).toBeUndefined();
  });

  test('not-yet.json names the sessions that fail, and no other', () => {
    const problems = findDiscrepancies(notYet, verdicts, (name) => name.startsWith(KUBECTL_GROUP));
    expect(problems.filter((problem) => !problem.includes(' fails:\n'))).toEqual([]);
  });
});
