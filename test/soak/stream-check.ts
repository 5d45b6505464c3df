/** A pod, as far as the checker looks at it. */
export interface CheckedPod {
  readonly kind?: string;
  readonly apiVersion?: string;
  readonly metadata: {
    readonly name: string;
    readonly resourceVersion: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec?: { readonly nodeName?: string };
  readonly status?: { readonly phase?: string };
}

/** An event of a watch. */
export interface CheckedEvent {
  readonly type: string;
  readonly object: CheckedPod;
}

/** Which pods a watch selects: as the server is asked, and as the checker decides. */
export interface CheckedSelection {
  readonly query: string;
  readonly selects: (pod: CheckedPod) => boolean;
}

/** Something a watch was told that cannot be. */
export class WatchFault extends Error {
  override readonly name = 'WatchFault';
}

/** A write as a watch of all pods tells of it. */
export interface LoggedWrite {
  readonly revision: number;
  readonly deleted: boolean;
  readonly pod: CheckedPod;
}

const isChange = ({ type }: CheckedEvent): boolean => type !== 'BOOKMARK' && type !== 'ERROR';

/** The revision that an event stands for. */
export function revisionOf({ object }: CheckedEvent): number {
  return Number(object.metadata.resourceVersion);
}

/**
 * What one watcher knows from its events alone, across all its streams. Each event is held against what the watcher was told
 * before: nothing is added that is there, nothing changes or goes that is not, and versions never go back.
 */
export class WatcherState {
  readonly #pods = new Map<string, CheckedPod>();
  readonly #versions = new Map<string, number>();
  readonly #changes: string[] = [];
  #since = 0;
  #newest = 0;

  /** Begins anew with a list. What was known before counts for nothing, except that versions never go back. */
  replace(pods: readonly CheckedPod[], revision: number): void {
    this.#pods.clear();
    this.#changes.length = 0;
    this.#since = revision;
    this.#newest = revision;
    for (const pod of pods) {
      this.#checkNewer(pod, true);
      this.#pods.set(pod.metadata.name, asItem(pod));
    }
  }

  /** Takes an event in. @throws WatchFault */
  apply(event: CheckedEvent): void {
    const revision = revisionOf(event);
    const { object: pod, type } = event;
    if (!isChange(event)) {
      if (type === 'BOOKMARK') this.#advance(revision, true);
      return;
    }
    const { name } = pod.metadata;
    this.#advance(revision, false);
    this.#checkNewer(pod, false);
    const isKnown = this.#pods.has(name);
    if (isKnown === (type === 'ADDED'))
      throw new WatchFault(`${type} of ${name}, which ${isKnown ? 'is' : 'is not'} there`);
    if (type === 'DELETED') this.#pods.delete(name);
    else this.#pods.set(name, asItem(pod));
    this.#changes.push(`${type} ${name} ${revision}`);
  }

  /** The version with which a new stream goes on where the last one ended. */
  get resumesFrom(): number {
    return this.#newest;
  }

  /** The revision from which on the watcher was told of each change. */
  get since(): number {
    return this.#since;
  }

  /** The changes since then. */
  get changes(): readonly string[] {
    return this.#changes;
  }

  /** The pods in order of their names. */
  get pods(): readonly CheckedPod[] {
    return [...this.#pods.values()].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  }

  #advance(revision: number, maySame: boolean): void {
    if (revision < this.#newest || (revision === this.#newest && !maySame)) {
      throw new WatchFault(`an event of version ${revision} after one of ${this.#newest}`);
    }
    this.#newest = revision;
  }

  #checkNewer({ metadata: { name, resourceVersion } }: CheckedPod, maySame: boolean): void {
    const version = Number(resourceVersion);
    const before = this.#versions.get(name) ?? 0;
    if (version < before || (version === before && !maySame)) {
      throw new WatchFault(`${name} in version ${version} after ${before}`);
    }
    this.#versions.set(name, version);
  }
}

/** A pod as it is in a list, which says of what kind its items are. */
function asItem({ kind: _, apiVersion: __, ...pod }: CheckedPod): CheckedPod {
  return pod;
}

/** The changes that a watch with a selection has to tell of the writes after a revision: what the watch of all pods saw, filtered. */
export function expectedChanges(log: readonly LoggedWrite[], { selects }: CheckedSelection, since: number): string[] {
  const selected = new Set<string>();
  const changes: string[] = [];
  for (const { revision, deleted, pod } of log) {
    const { name } = pod.metadata;
    const was = selected.has(name);
    const is = !deleted && selects(pod);
    if (is) selected.add(name);
    else selected.delete(name);
    if (revision <= since || (!was && !is)) continue;
    changes.push(`${is ? (was ? 'MODIFIED' : 'ADDED') : 'DELETED'} ${name} ${revision}`);
  }
  return changes;
}
