import type { Logger } from '../process/log.ts';
import type { Clock } from '../time/clock.ts';
import { type LoadResult, NetworkLoader, type SkippedFile } from './cni/load-networks.ts';
import type { Network } from './cni/parse-network.ts';
import { type WatchFunction, watchDirectory } from './cni/watch-directory.ts';
import { sharedRun } from './shared-run.ts';

/** The CNI networks in force, and what the last refresh came to. It never changes; a refresh makes another one. */
export interface NetworkConfig {
  /** The first one is the default network. Empty until a first load succeeds, and never again after that. */
  readonly networks: readonly Network[];
  /** What the last refresh failed with; undefined where it succeeded. */
  readonly problem: string | undefined;
  /** The files that the last refresh passed over. */
  readonly skipped: readonly SkippedFile[];
}

/** Holds the networks of a directory. */
export interface NetworkConfigHolder {
  /**
   * Loads the directory anew and resolves to what is then in force. Calls at the same time share a load, but none gets
   * one that began before it. Never rejects: a refresh that fails leaves the networks as they were.
   */
  refresh(): Promise<NetworkConfig>;
  /** Stops noticing changes. */
  close(): void;
}

/** What holding a directory's networks depends on. */
export interface NetworkConfigOptions {
  readonly directory: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Default `fs.watch`. */
  readonly watch?: WatchFunction | undefined;
  /** Called when other networks, or none, come to be in force. */
  readonly changed?: (() => void) | undefined;
}

/** Holds the networks of a directory; changes there are noticed from now on. None is in force until the first refresh ends. */
export function holdNetworkConfig(options: NetworkConfigOptions): NetworkConfigHolder {
  const { directory, clock, logger } = options;
  const loader = new NetworkLoader(directory, () => clock.now());
  let current: NetworkConfig = { networks: [], problem: undefined, skipped: [] };
  let last: LoadResult | undefined;
  const refresh = sharedRun(async () => {
    const result = await loader.load();
    if (result !== last) {
      last = result;
      const before = current;
      current = result.ok
        ? { networks: result.networks, problem: undefined, skipped: result.skipped }
        : { networks: before.networks, problem: `cni config load failed: ${result.problem}`, skipped: result.skipped };
      logDifference(logger, before, current);
      if (current.networks !== before.networks) options.changed?.();
    }
    return current;
  });
  return { refresh, close: watchDirectory(directory, () => void refresh(), options) };
}

// A refresh that comes to the same as the one before is not worth a line: there may be thousands a second.
function logDifference(logger: Logger, before: NetworkConfig, after: NetworkConfig): void {
  const known = new Set(before.skipped.map(({ file, reason }) => `${file}: ${reason}`));
  for (const { file, reason } of after.skipped) {
    if (!known.has(`${file}: ${reason}`)) logger.warn({ file }, `CNI: ${file} is skipped: ${reason}`);
  }
  if (after.problem !== undefined) {
    const kept = after.networks.length === 0 ? 'the network is not ready' : 'what was loaded before stays in force';
    if (after.problem !== before.problem) logger.warn(`${after.problem}; ${kept}`);
  } else if (after.networks !== before.networks || before.problem !== undefined) {
    const networks = after.networks.map(({ name }) => name);
    logger.info({ networks }, `CNI: loaded ${networks.join(', ')}; the default network is ${networks[0]}`);
  }
}
