import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServerProcess, startServerProcess } from '../conformance/server-process.ts';
import { type Installed, installed, type runtimes } from './runtimes.ts';

/** What the tests of a client use. */
export interface ClientTests {
  /** Where each of the client's runtimes is installed. */
  readonly folders: readonly string[];
  /** The server that the client is tried on: a process of its own, which nothing else uses. */
  readonly server: () => ServerProcess;
}

/** How long a client may take. */
export const CLIENT_TIMEOUT_MS = 120_000;

/**
 * Tests of a client against a started server. Where one of the client's runtimes cannot be installed they are skipped with
 * the reason; in CI that is a failure.
 */
export async function describeClient(
  title: string,
  names: readonly (keyof typeof runtimes)[],
  body: (tests: ClientTests) => void,
): Promise<void> {
  const found: Installed[] = await Promise.all(names.map(installed));
  const reason = found.find((runtime) => runtime.reason !== undefined)?.reason;
  if (reason !== undefined) {
    test.runIf(process.env.CI !== undefined)(`${title} is there`, () => expect.fail(reason));
    console.warn(`${title} is skipped: ${reason}`);
    return;
  }
  describe(title, () => {
    let server: ServerProcess | undefined;
    beforeAll(async () => {
      server = await startServerProcess();
    });
    afterAll(async () => {
      await server?.stop();
    });
    body({
      folders: found.flatMap(({ folder }) => folder ?? []),
      server: () => server ?? expect.fail('the server did not start'),
    });
  });
}
