import { type ClientRequest, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type CheckedEvent, type CheckedPod, type CheckedSelection, WatcherState } from './stream-check.ts';

/** How a watcher behaves. */
export interface WatcherBehaviour {
  readonly selection: CheckedSelection;
  /** Whether it begins with a watch of what there is, rather than with a list. */
  readonly watchList: boolean;
  /** After how many milliseconds, on average, its connection is cut; undefined for never. */
  readonly cutEveryMs?: number;
  /** How long it stays away after a cut. */
  readonly awayMs?: number;
  /** How long it stops reading, again and again. */
  readonly pauseMs?: number;
  /** Stands between the wire and the watcher: what the server is made to look like. */
  readonly tamper?: (event: CheckedEvent) => readonly CheckedEvent[];
}

/** What a watcher went through. */
export interface WatcherStatistics {
  streams: number;
  lists: number;
  events: number;
}

const PODS = '/api/v1/namespaces/default/pods';

/** Follows the pods until it is stopped, as an informer does: list, watch, resume, and list again where that is too old. */
export class WatchClient {
  readonly state = new WatcherState();
  readonly statistics: WatcherStatistics = { streams: 0, lists: 0, events: 0 };
  readonly behaviour: WatcherBehaviour;
  readonly #url: URL;
  readonly #random: () => number;
  #isStopped = false;
  #isSettling = false;
  #hasState = false;
  #outgoing: ClientRequest | undefined;
  #fault: unknown;

  constructor(url: string, behaviour: WatcherBehaviour, random: () => number) {
    this.#url = new URL(url);
    this.behaviour = behaviour;
    this.#random = random;
  }

  /** Runs until it is stopped. Rejects with the fault that it found. */
  async run(): Promise<void> {
    while (!this.#isStopped) {
      if (!this.#hasState && !this.behaviour.watchList) await this.#list();
      await this.#watch();
      if (this.#fault !== undefined) throw this.#fault;
      if (!this.#isSettling) await wait(this.behaviour.awayMs ?? 0);
    }
  }

  /** From now on it behaves: nothing is cut or paused any more. */
  settle(): void {
    this.#isSettling = true;
  }

  stop(): void {
    this.#isStopped = true;
    this.#outgoing?.destroy();
  }

  async #list(): Promise<void> {
    this.statistics.lists += 1;
    const answer = await fetch(new URL(`${PODS}?${this.behaviour.selection.query}`, this.#url));
    const list = (await answer.json()) as { items: CheckedPod[]; metadata: { resourceVersion: string } };
    this.state.replace(list.items, Number(list.metadata.resourceVersion));
    this.#hasState = true;
  }

  #watch(): Promise<void> {
    this.statistics.streams += 1;
    const { selection, cutEveryMs, pauseMs } = this.behaviour;
    const from = this.#hasState
      ? `resourceVersion=${this.state.resumesFrom}`
      : 'sendInitialEvents=true&resourceVersionMatch=NotOlderThan';
    const path = `${PODS}?watch=1&allowWatchBookmarks=true&${from}&${selection.query}`;
    const { hostname, port } = this.#url;
    return new Promise((resolve) => {
      const outgoing = request({ hostname, port, path, agent: false }, (incoming) => {
        let rest = '';
        const initial: CheckedPod[] = [];
        incoming.setEncoding('utf8').on('data', (chunk: string) => {
          const lines = (rest + chunk).split('\n');
          rest = lines.pop() ?? '';
          try {
            for (const line of lines) this.#take(JSON.parse(line) as CheckedEvent, initial);
          } catch (error) {
            this.#fault ??= error;
            this.#isStopped = true;
            outgoing.destroy();
          }
          if (pauseMs === undefined || this.#isSettling) return;
          incoming.pause();
          setTimeout(() => incoming.resume(), pauseMs * this.#random());
        });
        incoming.on('error', () => {});
      });
      this.#outgoing = outgoing;
      const cut = setTimeout(
        () => this.#isSettling || outgoing.destroy(),
        cutEveryMs === undefined ? 2 ** 30 : cutEveryMs * 2 * this.#random(),
      );
      outgoing.on('error', () => {});
      outgoing.on('close', () => {
        clearTimeout(cut);
        resolve();
      });
      outgoing.end();
    });
  }

  #take(event: CheckedEvent, initial: CheckedPod[]): void {
    this.statistics.events += 1;
    if (event.type === 'ERROR') {
      // Too old: only a new list helps.
      this.#hasState = false;
      this.#outgoing?.destroy();
      return;
    }
    if (!this.#hasState) {
      if (event.type === 'BOOKMARK') {
        this.state.replace(initial, Number(event.object.metadata.resourceVersion));
        this.#hasState = true;
      } else initial.push(event.object);
      return;
    }
    for (const told of this.behaviour.tamper?.(event) ?? [event]) this.state.apply(told);
  }
}
