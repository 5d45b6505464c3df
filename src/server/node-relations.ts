import type { Pod } from '../../schemas/core/v1/pod.ts';
import { MIRROR_ANNOTATION } from '../apimachinery/pods/mirror-annotation.ts';
import type { NodeRelations } from '../auth/authorization/node/node-authorizer.ts';
import { NodeGraph } from '../auth/authorization/node/node-graph.ts';
import { type PodRelations, relationsOf } from '../auth/authorization/node/node-relations.ts';
import { pods } from '../kinds/core/pods/index.ts';
import { TAIL } from '../registry/stored-form/layout.ts';
import type { StoredValue, StoreEntry } from '../storage/store-entry.ts';
import type { StoreEvent } from '../storage/store-event.ts';
import { FollowingIndex } from '../watch/following-index.ts';
import type { WatchCache } from '../watch/watch-cache.ts';

/**
 * What nodes have to do with because of the pods of a cache, as long as nodes ask. A status write, which leaves the spec as it is, costs
 * no more than a search for the name of a field in the text of the status.
 */
export class CachedNodeRelations extends FollowingIndex implements NodeRelations {
  readonly #graph = new NodeGraph();

  constructor(cache: WatchCache) {
    super(cache, pods.keyPrefix);
  }

  async isRelated(node: string, key: string, signal: AbortSignal | undefined): Promise<boolean> {
    do await this.made('fresh', signal);
    while (!this.isMade());
    return this.#graph.has(node, key);
  }

  protected add(entry: StoreEntry): void {
    const relations = read(entry);
    if (relations !== undefined) this.#graph.add(relations);
  }

  protected apply(event: StoreEvent): void {
    const { previous } = event;
    if (event.type === 'put' && previous !== undefined && isKept(previous.value, event.entry.value)) return;
    // What a state has given is read from it again, so that it need not be remembered.
    const given = previous && read(previous);
    if (given !== undefined) this.#graph.remove(given);
    if (event.type === 'put') this.add(event.entry);
  }

  protected clear(): void {
    this.#graph.clear();
  }
}

/** What a pod gives its node; nothing where it cannot be decoded. */
function read({ value, revision }: StoreEntry): PodRelations | undefined {
  try {
    const { metadata, spec, status }: Pod = pods.codec.open(value, revision);
    return relationsOf({ metadata, spec, status: namesClaims(value) ? status : undefined });
  } catch {
    return undefined;
  }
}

/** Whether two states of a pod give its node the same, as far as that can be told without reading them. */
function isKept(before: StoredValue, after: StoredValue): boolean {
  const shares = (field: string): boolean => pods.codec.sharesField(before, after, field);
  return (
    shares('spec') &&
    (shares('status') || !(namesClaims(before) || namesClaims(after))) &&
    (shares('metadata') || !(mayBeMirror(before) || mayBeMirror(after)))
  );
}

/** Whether a status says which claims were made for the pod: resourceClaimStatuses, extendedResourceClaimStatus. */
function namesClaims(value: StoredValue): boolean {
  return pods.codec.member(value, 'status')?.includes('ClaimStatus') === true;
}

function mayBeMirror(value: StoredValue): boolean {
  return value[TAIL]?.includes(MIRROR_ANNOTATION) === true;
}
