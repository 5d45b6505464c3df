import { StoreError } from '../store-error.ts';

/** Loads the library. Rejects with StoreError `unavailable` where it is not installed or does not run here. */
export async function loadLmdb(): Promise<typeof import('lmdb')> {
  try {
    return await import('lmdb');
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new StoreError(
      'unavailable',
      `the lmdb store needs the package "lmdb", which is not installed or does not run here: npm install lmdb (${message})`,
      { cause: error },
    );
  }
}
