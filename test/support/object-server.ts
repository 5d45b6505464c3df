import { kinds } from '../../src/kinds/kinds.ts';
import type { Sources } from '../../src/registry/resource-context.ts';
import { cutValues, type FoundUndecodable } from '../../src/server/cut-values.ts';
import { cuttingStore } from '../../src/storage/cutting-store.ts';
import type { Store } from '../../src/storage/store.ts';
import { openApp, type TestApp } from './app.ts';
import { openStore } from './registry.ts';

/** A server on a store that keeps each value as one text, which another program may write as well. */
export interface ObjectServer extends Pick<TestApp, 'send'>, AsyncDisposable {
  /** Writes the text of a key as another program would, whatever there is. */
  write(key: string, text: string): Promise<void>;
  /** The text that lies in the store. */
  textOf(key: string): Promise<string | undefined>;
}

/** Serves all kinds on a store of its own. `found` is told of what cannot be decoded. */
export async function objectServer({
  found = () => {},
  ...sources
}: Partial<Pick<Sources, 'now' | 'randomUUID'>> & { readonly found?: FoundUndecodable } = {}): Promise<ObjectServer> {
  const kept = textStore(openStore());
  const app = await openApp({ store: cuttingStore(kept, cutValues(kinds, found)), sources, selfLink: false });
  return {
    send: app.send,
    async write(key, text) {
      const { revision = 0 } = (await kept.get(key)) ?? {};
      await kept.put(key, [text], revision);
    },
    textOf: async (key) => (await kept.get(key))?.value.join(''),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

/** A store that forgets in which segments a value was put. */
function textStore(store: Store): Store {
  return {
    currentRevision: (signal) => store.currentRevision(signal),
    get: (key, signal) => store.get(key, signal),
    list: (range, options, signal) => store.list(range, options, signal),
    put: (key, value, expected, options, signal) => store.put(key, [value.join('')], expected, options, signal),
    delete: (key, expected, signal) => store.delete(key, expected, signal),
    changes: (after, signal) => store.changes(after, signal),
    compact: (revision, signal) => store.compact(revision, signal),
    close: () => store.close(),
  };
}
