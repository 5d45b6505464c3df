import type { PodledgerServer } from '../../src/index.ts';
import { serve } from '../support/http.ts';
import { GrowthCheck } from './growth-check.ts';

/** How long a walk of one kind may take on a machine that is busy with other tests, in milliseconds. */
export const WALK_MS = 600_000;

/** A check of a server of its own. */
export interface ServedCheck {
  readonly server: PodledgerServer;
  readonly check: GrowthCheck;
  /** Looks into what is undecided, and resolves to what has been found since the last time. */
  faults(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Starts a server and a check of it. */
export async function checkServed(): Promise<ServedCheck> {
  const server = await serve();
  const check = new GrowthCheck(server.url);
  return {
    server,
    check,
    faults: async () => {
      await check.settle();
      return check.faults.splice(0);
    },
    close: async () => {
      check.close();
      await server.close();
    },
  };
}
