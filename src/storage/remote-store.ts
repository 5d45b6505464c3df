import type { MessagePort } from 'node:worker_threads';
import type { Expected, KeyRange, ListOptions, ListResult, PutOptions, Store, WriteResult } from './store.ts';
import type { StoredValue, StoreEntry } from './store-entry.ts';
import { StoreError, type StoreErrorCode } from './store-error.ts';
import { gaveUp } from './unless-aborted.ts';

/** What one side asks of the other. */
type Call =
  | { readonly method: 'currentRevision' }
  | { readonly method: 'get'; readonly key: string }
  | { readonly method: 'list'; readonly range: KeyRange; readonly options: ListOptions | undefined }
  | {
      readonly method: 'put';
      readonly key: string;
      readonly value: StoredValue;
      readonly expected: Expected;
      readonly options: PutOptions | undefined;
    }
  | { readonly method: 'delete'; readonly key: string; readonly expected: Expected };

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  /** A StoreError, whose class does not come through a port. */
  readonly refusal?: { readonly code: StoreErrorCode; readonly message: string };
}

/** Answers what a remote store on the other side of a port asks. */
export function serveStore(store: Store, port: MessagePort): void {
  port.on('message', ({ id, ...call }: Call & { readonly id: number }) => {
    perform(store, call).then(
      (result) => port.postMessage({ id, result } satisfies Answer),
      (error: unknown) => {
        const code = error instanceof StoreError ? error.code : isWrite(call) ? 'outcome-unknown' : 'unavailable';
        const message = error instanceof Error ? error.message : String(error);
        port.postMessage({ id, refusal: { code, message } } satisfies Answer);
      },
    );
  });
}

function perform(store: Store, call: Call): Promise<unknown> {
  switch (call.method) {
    case 'currentRevision':
      return store.currentRevision();
    case 'get':
      return store.get(call.key);
    case 'list':
      return store.list(call.range, call.options);
    case 'put':
      return store.put(call.key, call.value, call.expected, call.options);
    case 'delete':
      return store.delete(call.key, call.expected);
  }
}

/** A store that another thread has. What changes in it is told there alone. */
export function remoteStore(port: MessagePort): Store {
  return new RemoteStore(port);
}

class RemoteStore implements Store {
  readonly #port: MessagePort;
  readonly #pending = new Map<number, (answer: Answer) => void>();
  #calls = 0;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (answer: Answer) => {
      this.#pending.get(answer.id)?.(answer);
      this.#pending.delete(answer.id);
    });
  }

  async currentRevision(signal?: AbortSignal): Promise<number> {
    return (await this.#call({ method: 'currentRevision' }, signal)) as number;
  }

  async get(key: string, signal?: AbortSignal): Promise<StoreEntry | undefined> {
    return (await this.#call({ method: 'get', key }, signal)) as StoreEntry | undefined;
  }

  async put(
    key: string,
    value: StoredValue,
    expected: Expected,
    options?: PutOptions,
    signal?: AbortSignal,
  ): Promise<WriteResult> {
    return (await this.#call({ method: 'put', key, value, expected, options }, signal)) as WriteResult;
  }

  async delete(key: string, expected: Expected, signal?: AbortSignal): Promise<WriteResult> {
    return (await this.#call({ method: 'delete', key, expected }, signal)) as WriteResult;
  }

  async list(range: KeyRange, options?: ListOptions, signal?: AbortSignal): Promise<ListResult> {
    return (await this.#call({ method: 'list', range, options }, signal)) as ListResult;
  }

  changes(): AsyncIterable<never> {
    throw notHere();
  }

  compact(): Promise<void> {
    return Promise.reject(notHere());
  }

  async close(): Promise<void> {
    this.#port.close();
  }

  #call(call: Call, signal: AbortSignal | undefined): Promise<unknown> {
    if (signal?.aborted === true) return Promise.reject(gaveUp(signal));
    this.#calls += 1;
    const id = this.#calls;
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#pending.delete(id);
        reject(gaveUp(signal, isWrite(call) ? 'outcome-unknown' : 'aborted'));
      };
      this.#pending.set(id, ({ result, refusal }) => {
        signal?.removeEventListener('abort', giveUp);
        if (refusal === undefined) resolve(result);
        else reject(new StoreError(refusal.code, refusal.message));
      });
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#port.postMessage({ id, ...call });
    });
  }
}

function isWrite({ method }: Call): boolean {
  return method === 'put' || method === 'delete';
}

function notHere(): StoreError {
  return new StoreError('unavailable', 'what changes in a store is told in its own thread alone');
}
