import type { Logger } from '../process/log.ts';
import type { Clock } from '../time/clock.ts';
import type { NodeReports } from './backend.ts';
import type { RuntimeCondition } from './messages.ts';
import { nodeConditions } from './node-conditions.ts';
import { sharedRun } from './shared-run.ts';

/** How often the kubelet renews the lease of its node, and looks whether there is something to report. */
const PERIOD_MS = 10_000;

/** What reporting depends on. */
export interface NodeReporterOptions {
  readonly reports: NodeReports;
  /** The conditions of the runtime, brought up to date. */
  readonly conditions: () => Promise<readonly RuntimeCondition[]>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Reports how this node is. */
export interface NodeReporter {
  /** Reports now: something has changed. Never rejects. */
  report(): Promise<void>;
  /** Reports no more, and resolves once a report under way has ended. */
  stop(): Promise<void>;
}

/**
 * Reports the conditions of this node and that it is alive, every ten seconds and whenever it is asked to. A report that fails
 * is logged once, and made again ten seconds later.
 */
export function startNodeReporter({ reports, conditions, clock, logger }: NodeReporterOptions): NodeReporter {
  const stopping = new AbortController();
  const { signal } = stopping;
  let cancel = (): void => {};
  let failing = false;
  const report = sharedRun(async () => {
    cancel();
    if (signal.aborted) return;
    try {
      if (await reports.setConditions(nodeConditions(await conditions()), signal)) await reports.renewLease(signal);
      failing = false;
    } catch (error) {
      if (!failing && !signal.aborted) logger.warn({ err: error }, 'the state of this node cannot be reported');
      failing = true;
    }
    if (!signal.aborted) cancel = clock.after(PERIOD_MS, () => void report());
  });
  void report();
  return {
    report,
    async stop() {
      stopping.abort();
      cancel();
      await report();
    },
  };
}
