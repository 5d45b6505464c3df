import type { OwnerReference } from '../../../schemas/meta/v1/owner-reference.ts';

/** An object that has owners. */
export interface Dependent {
  /** The key of the object in the store. */
  readonly key: string;
  readonly owners: readonly OwnerReference[];
}

/** The objects that name owners, by the uids of these. */
export class DependentsIndex {
  readonly #byKey = new Map<string, Dependent>();
  readonly #byOwner = new Map<string, Set<string>>();

  /** Notes what owners an object has now; none takes it out. */
  set(key: string, owners: readonly OwnerReference[]): void {
    for (const { uid } of this.#byKey.get(key)?.owners ?? []) this.#leave(uid, key);
    if (owners.length === 0) {
      this.#byKey.delete(key);
      return;
    }
    this.#byKey.set(key, { key, owners });
    for (const { uid } of owners) {
      const keys = this.#byOwner.get(uid);
      if (keys === undefined) this.#byOwner.set(uid, new Set([key]));
      else keys.add(key);
    }
  }

  /** The owners that an object was last seen with. */
  ownersOf(key: string): readonly OwnerReference[] {
    return this.#byKey.get(key)?.owners ?? [];
  }

  /** The objects that name an owner. */
  of(uid: string): Dependent[] {
    return [...(this.#byOwner.get(uid) ?? [])].flatMap((key) => this.#byKey.get(key) ?? []);
  }

  /** Forgets everything. */
  clear(): void {
    this.#byKey.clear();
    this.#byOwner.clear();
  }

  #leave(uid: string, key: string): void {
    const keys = this.#byOwner.get(uid);
    keys?.delete(key);
    if (keys?.size === 0) this.#byOwner.delete(uid);
  }
}
