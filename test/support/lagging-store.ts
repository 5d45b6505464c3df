import type { Store } from '../../src/storage/store.ts';
import { storeOver } from './store-over.ts';

/** A store whose feed can lag behind it, as that of a store in another process does. */
export interface LaggingStore {
  readonly store: Store;
  /** From now on the feed tells of nothing. */
  hold(): void;
  /** The feed goes on where it stopped. */
  letGo(): void;
}

/** Makes the feed of a store lag: it is let go at first. */
export function laggingStore(store: Store): LaggingStore {
  let gate = Promise.resolve();
  let open = (): void => {};
  return {
    store: storeOver(store, {
      async *changes(after, signal) {
        const stopped = new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
        for await (const event of store.changes(after, signal)) {
          await Promise.race([gate, stopped]);
          if (signal.aborted) return;
          yield event;
        }
      },
    }),
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      open = resolve;
    },
    letGo: () => open(),
  };
}
