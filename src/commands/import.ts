import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ServerOptions } from '../config/server-options.ts';
import { completeConfig } from '../config.ts';
import { showProgress } from '../process/progress.ts';
import { importAll } from '../registry/import-object.ts';
import type { Imported } from '../registry/put-imported.ts';
import { type ApiClient, apiClient } from './api-client.ts';
import { type CommandContext, UsageError } from './command-context.ts';
import { diskStore } from './disk-store.ts';
import { ownersFirst } from './owners-first.ts';
import { readObjects } from './read-objects.ts';
import { namedServer } from './server-address.ts';

/** What became of the objects of an import. */
type Counts = Record<Imported, number>;

/** Where objects go. */
interface ObjectTarget {
  /** Puts objects into the store. Those before the first that is refused are there when it rejects. */
  put(documents: readonly string[]): Promise<Readonly<Counts>>;
  close(): Promise<void>;
}

// Of one request: well within the largest body, also with an object of the largest size.
const REQUEST_CHARACTERS = 256 * 1024;
const REQUEST_OBJECTS = 500;
// Of objects that wait for their owners.
const WAITING_CHARACTERS = 128 * 1024 * 1024;

/** Puts the objects of a file, or of standard input where none is named or it is `-`, into a store as they are. Rejects where it cannot. */
export async function importObjects(file: string, context: CommandContext): Promise<void> {
  const { input, print, terminal, now, signal } = context;
  if (file === '-' && input.isTTY === true) throw new Error('name a file, or give the objects on standard input');
  // Whether there is one is to be known before anything is opened.
  if (file !== '-') await stat(file);
  const target = await openTarget(context);
  const progress = showProgress('importing', 'objects', terminal, now);
  const total: Counts = { created: 0, replaced: 0, unchanged: 0 };
  const done = (): number => total.created + total.replaced + total.unchanged;
  try {
    let batch: string[] = [];
    let characters = 0;
    const send = async (): Promise<void> => {
      const counts = await target.put(batch);
      for (const name of ['created', 'replaced', 'unchanged'] as const) total[name] += counts[name];
      batch = [];
      characters = 0;
      progress.report(done(), undefined);
      signal.throwIfAborted();
    };
    const documents = readObjects(file === '-' ? input : createReadStream(file));
    for await (const document of ownersFirst(documents, WAITING_CHARACTERS)) {
      batch.push(document);
      characters += document.length;
      if (characters >= REQUEST_CHARACTERS || batch.length >= REQUEST_OBJECTS) await send();
    }
    if (batch.length > 0) await send();
    progress.clear();
    print(
      `imported ${done()} objects: ${total.created} created, ${total.replaced} replaced, ${total.unchanged} unchanged\n`,
    );
  } catch (error) {
    if (done() === 0 || signal.aborted) throw error;
    throw new Error(
      `${error instanceof Error ? error.message : String(error)} (${done()} objects before it are imported)`,
    );
  } finally {
    progress.clear();
    await target.close();
  }
}

async function openTarget(context: CommandContext): Promise<ObjectTarget> {
  const server = await namedServer(context);
  if (server !== undefined) return serverTarget(apiClient(server, context.signal));
  const { store, quotaBackendBytes } = context.options;
  if (store === undefined)
    throw new UsageError('store', 'name where to import: --store lmdb:DIR, --server URL or --kubeconfig FILE');
  diskStore(store);
  return storeTarget({ store, quotaBackendBytes }, context.signal);
}

function serverTarget(client: ApiClient): ObjectTarget {
  return {
    put: async (documents) => JSON.parse(await client.ask('POST', '/podledger/import', documents.join('\n'))) as Counts,
    close: async () => client.close(),
  };
}

async function storeTarget(
  options: Pick<ServerOptions, 'store' | 'quotaBackendBytes'>,
  signal: AbortSignal,
): Promise<ObjectTarget> {
  const { openStoreImporter } = await import('../server/store-importer.ts');
  const completed = completeConfig(options);
  if (!completed.ok) {
    throw new UsageError(completed.option === 'store' ? 'store' : 'quotaBackendBytes', completed.problem);
  }
  const importer = await openStoreImporter(completed.config);
  return {
    put: (documents) => importAll(importer.importObject, documents, { signal }),
    close: () => importer.close(),
  };
}
