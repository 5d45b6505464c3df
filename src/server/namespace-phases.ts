import type { NamespacePhase } from '../admission/namespace-lifecycle.ts';
import { namespaces } from '../kinds/core/namespaces/index.ts';
import { findObject, seenObject } from '../registry/get.ts';
import type { Store } from '../storage/store.ts';
import type { WatchCache } from '../watch/watch-cache.ts';

/** What the phases of namespaces are found out from. */
export interface NamespacePhasesSource {
  readonly store: Store;
  readonly cache: WatchCache;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

// For so long after a deletion kube-apiserver does not believe its own cache, either.
const DOUBTED_MS = 30_000;

/**
 * Knows the phases of namespaces, mostly without asking the store: one that the cache has seen is taken to be there still, unless it
 * was deleted by a request to this server a moment ago. That there is none, or that it is ending, is always said by the store.
 */
export class NamespacePhases {
  readonly #source: NamespacePhasesSource;
  /** When namespaces were deleted here, in that order. */
  readonly #deletions = new Map<string, number>();

  constructor(source: NamespacePhasesSource) {
    this.#source = source;
  }

  readonly of: NamespacePhase = async (name, signal) => {
    const { store, cache } = this.#source;
    const kind = { definition: namespaces, store, cache };
    const seen = this.#isDoubted(name) ? undefined : seenObject(kind, name, undefined)?.status.phase;
    if (seen !== undefined && seen !== 'Terminating') return seen;
    const found = await findObject(kind, name, { namespace: undefined, signal });
    return found && (found.status.phase ?? '');
  };

  /** To be called when a namespace is about to be deleted. */
  readonly deleting = (name: string): void => {
    const now = this.#source.now();
    this.#deletions.delete(name);
    this.#deletions.set(name, now);
    for (const [known, time] of this.#deletions) {
      if (now - time <= DOUBTED_MS) return;
      this.#deletions.delete(known);
    }
  };

  #isDoubted(name: string): boolean {
    const time = this.#deletions.get(name);
    return time !== undefined && this.#source.now() - time <= DOUBTED_MS;
  }
}
