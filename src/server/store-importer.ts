import type { Config } from '../config.ts';
import { createLogger } from '../process/log.ts';
import { type ImportObject, objectImporter } from '../registry/import-object.ts';
import { openStore } from '../storage/open-store.ts';
import { systemClock } from '../time/clock.ts';
import { serverRegistry } from './server-registry.ts';
import { openStorage } from './storage.ts';

/** What puts objects into a store that no server has open. */
export interface StoreImporter {
  readonly importObject: ImportObject;
  /** Resolves when all is on disk and the store is closed. */
  close(): Promise<void>;
}

/** Opens the store that a config names for imports. Rejects where it cannot be opened, as where a server has it. */
export async function openStoreImporter(config: Config): Promise<StoreImporter> {
  const storage = await openStorage(config, systemClock(), createLogger('error'), openStore);
  try {
    await storage.cache.start();
    const registry = await serverRegistry({ ...storage, eventTtlMs: config.eventTtlMs }, config);
    return { importObject: objectImporter(registry), close: () => storage.close() };
  } catch (error) {
    await storage.close();
    throw error;
  }
}
