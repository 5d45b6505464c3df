import { MessageChannel, Worker } from 'node:worker_threads';
import { internalError, overloaded, timedOut } from '../apimachinery/status-error.ts';
import type { WriterRights } from '../auth/authorization/rbac/writer-rights.ts';
import type { HandedAnswer, HandedRequest } from '../endpoints/filters/heavy-lane.ts';
import { serveStore } from '../storage/remote-store.ts';
import type { Store } from '../storage/store.ts';
import type { Clock } from '../time/clock.ts';
import type { AnswerMessage, RequestMessage, RequestWorkerSettings } from './messages.ts';
import { serveRights } from './remote-rights.ts';
import type { RequestWorkerData } from './thread.ts';

/** What requests that take long are answered with. */
export interface RequestWorkersOptions {
  readonly store: Store;
  /** What is asked about who sent a request; undefined where everybody may do everything. */
  readonly rights?: WriterRights | undefined;
  readonly clock: Clock;
  readonly settings: RequestWorkerSettings;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly randomUUID: () => string;
  /** Told of a thread that broke down. */
  readonly failed: (error: unknown) => void;
  /** How much memory a thread may take before it breaks down, in MiB; HEAP_MIB by default. */
  readonly heapMiB?: number;
}

interface Job {
  readonly message: RequestMessage;
  readonly done: (answer: HandedAnswer) => void;
  readonly fail: (error: Error) => void;
}

// More would wait for longer than a client does.
const MAX_WAITING = 100;
// A thread takes as much memory as a small server, and a third of a second to start.
const IDLE_MS = 30_000;
// What it takes beyond this is more than any request is worth; the thread breaks down, and the server goes on.
const HEAP_MIB = 768;
// Bounded as in the server's own thread (see main.ts): most of what a request takes is garbage at once.
const YOUNG_HEAP_MIB = 12;

/**
 * A thread beside the server's own for requests that take long. It is started with the first of them, and ends when there was none
 * for a while. Requests are answered one after the other; what takes longer than a request may is given up, with its thread.
 */
export class RequestWorkers {
  readonly #options: RequestWorkersOptions;
  readonly #waiting: Job[] = [];
  #worker: Worker | undefined;
  #current: Job | undefined;
  #stopTimer: () => void = () => {};
  #isStopped = false;

  constructor(options: RequestWorkersOptions) {
    this.#options = options;
  }

  /**
   * Answers a request, whose body is handed over. Once `signal` aborts it is not begun any more, and fails with the signal's reason.
   * @throws StatusError 429 where too many wait, 504 where it takes too long, 500 where the thread breaks down
   */
  answer(request: HandedRequest, signal?: AbortSignal): Promise<HandedAnswer> {
    if (this.#isStopped || this.#waiting.length >= MAX_WAITING) return Promise.reject(overloaded());
    if (signal?.aborted === true) return Promise.reject(signal.reason);
    const { now, randomUUID } = this.#options;
    const message = { request, now: now(), uid: randomUUID() };
    return new Promise((resolve, reject) => {
      // A signal may outlive many requests, and would keep them.
      const settled = (): void => signal?.removeEventListener('abort', giveUp);
      const job: Job = {
        message,
        done: (answer) => {
          settled();
          resolve(answer);
        },
        fail: (error) => {
          settled();
          reject(error);
        },
      };
      const giveUp = (): void => this.#giveUp(job, signal?.reason);
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(job);
      this.#next();
    });
  }

  /** What is being answered goes on, for nobody: it may have written already. */
  #giveUp(job: Job, reason: Error): void {
    const index = this.#waiting.indexOf(job);
    if (index >= 0) this.#waiting.splice(index, 1);
    job.fail(reason);
  }

  /** Ends the thread. Requests that wait fail. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const { fail } of this.#waiting.splice(0)) fail(overloaded());
    await this.#end(overloaded());
  }

  #next(): void {
    if (this.#current !== undefined) return;
    this.#stopTimer();
    const job = this.#waiting.shift();
    const { clock, settings } = this.#options;
    if (job === undefined) {
      this.#stopTimer = clock.after(IDLE_MS, () => void this.#end(overloaded()));
      return;
    }
    this.#current = job;
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage(job.message);
    this.#stopTimer = clock.after(settings.requestTimeoutMs, () => {
      void this.#end(timedOut());
      this.#next();
    });
  }

  #start(): Worker {
    const { store, rights, settings, failed, heapMiB = HEAP_MIB } = this.#options;
    const { port1, port2 } = new MessageChannel();
    serveStore(store, port1);
    port1.unref();
    const questions = rights && new MessageChannel();
    if (rights !== undefined && questions !== undefined) {
      serveRights(rights, questions.port1);
      questions.port1.unref();
    }
    const data: RequestWorkerData = { settings, storePort: port2, rightsPort: questions?.port2 };
    const worker = new Worker(
      new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './request-worker.js', import.meta.url),
      {
        workerData: data,
        transferList: questions === undefined ? [port2] : [port2, questions.port2],
        resourceLimits: { maxOldGenerationSizeMb: heapMiB, maxYoungGenerationSizeMb: YOUNG_HEAP_MIB },
      },
    );
    worker.on('message', (message: AnswerMessage) => this.#answered(worker, message));
    worker.on('error', (error) => {
      failed(error);
      this.#brokeDown(worker);
    });
    worker.on('exit', () => {
      port1.close();
      questions?.port1.close();
      this.#brokeDown(worker);
    });
    return worker;
  }

  #answered(worker: Worker, message: AnswerMessage): void {
    const job = this.#current;
    if (worker !== this.#worker || job === undefined) return;
    this.#current = undefined;
    // It keeps no process alive while it waits.
    worker.unref();
    if ('answer' in message) job.done(message.answer);
    else {
      this.#options.failed(new Error(message.failure));
      job.fail(internalError());
    }
    this.#next();
  }

  #brokeDown(worker: Worker): void {
    if (worker !== this.#worker) return;
    void this.#end(internalError());
    if (!this.#isStopped) this.#next();
  }

  async #end(reason: Error): Promise<void> {
    const worker = this.#worker;
    const job = this.#current;
    this.#stopTimer();
    this.#worker = undefined;
    this.#current = undefined;
    job?.fail(reason);
    await worker?.terminate();
  }
}
