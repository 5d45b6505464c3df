import type { ApiObject } from '../apimachinery/api-object.ts';
import { unavailable } from '../apimachinery/status-error.ts';
import type { FreshPolicy } from '../auth/authorization/rbac/fresh-policy.ts';
import { RolePolicy } from '../auth/authorization/rbac/role-policy.ts';
import { clusterRoleBindings } from '../kinds/rbac/cluster-role-bindings/index.ts';
import { clusterRoles } from '../kinds/rbac/cluster-roles/index.ts';
import { roleBindings } from '../kinds/rbac/role-bindings/index.ts';
import { roles } from '../kinds/rbac/roles/index.ts';
import type { ResourceDefinition } from '../registry/definition/resource-definition.ts';
import { storeFailed } from '../registry/store-errors.ts';
import type { AnsweredWrites } from '../storage/answered-writes.ts';
import { rangeWithin } from '../storage/key-range.ts';
import type { StoreEntry } from '../storage/store-entry.ts';
import { keyOfEvent, type StoreEvent } from '../storage/store-event.ts';
import type { Follower, WatchCache } from '../watch/watch-cache.ts';

/** What a role index follows. */
export interface RoleIndexSource {
  readonly cache: WatchCache;
  /** The writes of roles and bindings that this server has answered. */
  readonly answered: AnsweredWrites;
  /** Told of a role or binding that cannot be decoded, which then gives nobody any right. */
  readonly failed: (key: string, error: unknown) => void;
}

/** What the index does with the objects of a kind. */
interface Indexed {
  readonly keyPrefix: string;
  readonly set: (policy: RolePolicy, entry: StoreEntry, namespace: string, name: string) => void;
  readonly delete: (policy: RolePolicy, namespace: string, name: string) => void;
}

const INDEXED: readonly Indexed[] = [
  indexed(
    clusterRoles,
    (policy, { rules }, namespace, name) => policy.setRole(namespace, name, rules ?? []),
    'deleteRole',
  ),
  indexed(roles, (policy, { rules }, namespace, name) => policy.setRole(namespace, name, rules ?? []), 'deleteRole'),
  indexed(
    clusterRoleBindings,
    (policy, { roleRef, subjects = [] }, namespace, name) => policy.setBinding(namespace, { name, roleRef, subjects }),
    'deleteBinding',
  ),
  indexed(
    roleBindings,
    (policy, { roleRef, subjects = [] }, namespace, name) => policy.setBinding(namespace, { name, roleRef, subjects }),
    'deleteBinding',
  ),
];

/** What the keys of roles and bindings begin with. */
export const ROLE_KEYS: readonly string[] = INDEXED.map(({ keyPrefix }) => keyPrefix);

function indexed<T extends ApiObject>(
  { keyPrefix, codec }: ResourceDefinition<T>,
  set: (policy: RolePolicy, object: T, namespace: string, name: string) => void,
  remove: 'deleteRole' | 'deleteBinding',
): Indexed {
  return {
    keyPrefix,
    set: (policy, { value, revision }, namespace, name) => set(policy, codec.open(value, revision), namespace, name),
    delete: (policy, namespace, name) => policy[remove](namespace, name),
  };
}

/** Keeps the roles and bindings in memory, as the watch cache sees them: made when it is first asked, and never behind an answer. */
export class RoleIndex implements FreshPolicy, Follower {
  readonly policy = new RolePolicy();
  readonly #source: RoleIndexSource;
  #state: 'idle' | 'making' | 'following' = 'idle';
  #made: Promise<void> = Promise.resolve();
  /** How often it has begun anew. */
  #beginnings = 0;

  constructor(source: RoleIndexSource) {
    this.#source = source;
    source.cache.follow(this);
  }

  reached(signal: AbortSignal | undefined): Promise<void> | undefined {
    const { cache, answered } = this.#source;
    return this.#state === 'following' && cache.revision >= answered.revision ? undefined : this.#catchUp(signal);
  }

  see(event: StoreEvent): void {
    if (this.#state === 'idle') return;
    const key = keyOfEvent(event);
    for (const kind of INDEXED) {
      if (!key.startsWith(kind.keyPrefix)) continue;
      if (event.type === 'put') this.#set(kind, event.entry);
      else {
        const [namespace, name] = placeOf(kind, key);
        kind.delete(this.policy, namespace, name);
      }
    }
  }

  /** Begins anew with what the cache has when it is next asked. */
  reset(): void {
    this.#state = 'idle';
    this.#beginnings += 1;
    this.policy.clear();
  }

  async #catchUp(signal: AbortSignal | undefined): Promise<void> {
    const { cache, answered } = this.#source;
    await cache.filled(signal).catch(storeFailed);
    const isReached = await cache.reached(answered.revision, signal).catch(storeFailed);
    if (!isReached) throw unavailable('the newest roles and role bindings are not known yet');
    while (this.#state !== 'following') {
      if (this.#state === 'idle') this.#made = this.#make();
      await this.#made;
    }
  }

  async #make(): Promise<void> {
    this.#state = 'making';
    const beginning = this.#beginnings;
    const { cache } = this.#source;
    for (const kind of INDEXED) {
      for (const { key } of cache.entries(rangeWithin(kind.keyPrefix))) {
        // What was written meanwhile has been seen, and may be gone.
        const entry = cache.entry(key);
        if (entry !== undefined) this.#set(kind, entry);
        const pause = cache.turns.pause();
        if (pause !== undefined) await pause;
        if (this.#beginnings !== beginning) return;
      }
    }
    this.#state = 'following';
  }

  #set(kind: Indexed, entry: StoreEntry): void {
    const [namespace, name] = placeOf(kind, entry.key);
    try {
      kind.set(this.policy, entry, namespace, name);
    } catch (error) {
      kind.delete(this.policy, namespace, name);
      this.#source.failed(entry.key, error);
    }
  }
}

/** The namespace of an object, or '', and its name. */
function placeOf({ keyPrefix }: Indexed, key: string): [namespace: string, name: string] {
  const place = key.slice(keyPrefix.length);
  const slash = place.indexOf('/');
  return slash < 0 ? ['', place] : [place.slice(0, slash), place.slice(slash + 1)];
}
