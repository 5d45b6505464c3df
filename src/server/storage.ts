import { StatusError } from '../apimachinery/status-error.ts';
import type { Config } from '../config.ts';
import { kinds } from '../kinds/kinds.ts';
import type { Logger } from '../process/log.ts';
import { isSameObject } from '../registry/stored-form/same-object.ts';
import { type AnsweredWrites, answeringStore } from '../storage/answered-writes.ts';
import { cuttingStore } from '../storage/cutting-store.ts';
import { keepsSegments, type openStore } from '../storage/open-store.ts';
import type { Store } from '../storage/store.ts';
import type { Clock } from '../time/clock.ts';
import { WatchCache } from '../watch/watch-cache.ts';
import { Watches } from '../watch/watches.ts';
import { cutValues } from './cut-values.ts';

/** The store of a server, and what follows it. */
export interface Storage {
  readonly store: Store;
  readonly cache: WatchCache;
  readonly watches: Watches;
  /** What this server has answered of the writes of keys that begin with these. */
  answered(prefixes: readonly string[]): AnsweredWrites;
  /** Lets go of the store. */
  close(): Promise<void>;
}

// A client that was away for longer lists again. kube-apiserver forgets what is older than five to ten minutes, too.
const HISTORY_AGE_MS = 10 * 60_000;

/**
 * Opens the store that the config names, by `open`. The cache does not follow it yet. Rejects where it cannot be opened.
 */
export async function openStorage(
  config: Config,
  clock: Clock,
  logger: Logger,
  open: typeof openStore,
): Promise<Storage> {
  const { watchHistoryEvents: events, watchHistoryBytes: bytes } = config;
  const opened = await open(config.store, {
    historyEvents: events,
    historyBytes: bytes,
    maxRequestBytes: config.maxObjectBytes,
    quotaBytes: config.quotaBackendBytes,
    now: config.now,
    clock,
  });
  const cut = cutValues(kinds, (key, err) => logger.error({ err, key }, 'a stored object cannot be decoded'));
  const store = answeringStore(keepsSegments(config.store) ? opened : cuttingStore(opened, cut));
  const cache = new WatchCache({
    store,
    clock,
    limits: { events, bytes, ageMs: HISTORY_AGE_MS },
    isSameObject,
    failed: (err) => logger.error({ err }, 'following the store failed, and goes on'),
  });
  const watches = new Watches(cache, clock, (err) =>
    // A form in which there are no events is the client's mistake.
    logger[err instanceof StatusError ? 'debug' : 'error']({ err }, 'a watch ended: its event could not be written'),
  );
  const close = async (): Promise<void> => {
    await cache.stop();
    await store.close();
  };
  return { store, cache, watches, answered: store.answered, close };
}
