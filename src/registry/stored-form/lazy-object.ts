import type { Owner } from '../../apimachinery/fieldmanager/owner.ts';
import { apiVersionOf, type GroupVersionKind } from '../../apimachinery/group-version-kind.ts';
import type { StoredValue } from '../../storage/store-entry.ts';

/** Parts of a stored object that are decoded already; fields by their position, undefined where they are not. */
export interface KnownParts {
  readonly metadata: unknown;
  readonly fields: readonly unknown[];
  readonly owners: readonly Owner[];
}

/** How the parts of a stored object are read. */
export interface PartReaders {
  readonly metadata: (value: StoredValue, revision: number) => unknown;
  readonly field: (value: StoredValue, position: number, name: string) => unknown;
  readonly owners: (value: StoredValue) => readonly Owner[];
}

/** Makes objects of one kind out of their stored form. */
export interface LazyObjects {
  make(value: StoredValue, revision: number, known?: KnownParts): object;
  /** Who owns the fields of an object that was made here. */
  ownersOf(object: object): readonly Owner[];
}

/**
 * Makes objects of one kind that take some of their fields from another one, when these are first read, if ever.
 * The rest is theirs: it is handed over, not copied.
 */
export function keepingObjects(
  fields: readonly string[],
  kept: readonly string[],
): (next: object, old: object) => object {
  class Candidate {
    readonly #old: Readonly<Record<string, unknown>>;

    constructor(next: Readonly<Record<string, unknown>>, old: object) {
      this.#old = old as Readonly<Record<string, unknown>>;
      const own = this as Record<string, unknown>;
      own.metadata = next.metadata;
      for (const name of fields) if (!kept.includes(name)) own[name] = next[name];
    }

    part(name: string): unknown {
      return this.#old[name];
    }
  }
  for (const name of kept) {
    Object.defineProperty(Candidate.prototype, name, {
      get(this: Candidate) {
        return this.part(name);
      },
    });
  }
  return (next, old) => new Candidate(next as Readonly<Record<string, unknown>>, old);
}

/**
 * Makes objects of one kind that read each of their parts when it is first asked for, and only then: a status write needs the
 * stored metadata and status, and hardly ever the spec.
 */
export function lazyObjects(kind: GroupVersionKind, fields: readonly string[], read: PartReaders): LazyObjects {
  class StoredObject {
    readonly kind = kind.kind;
    readonly apiVersion = apiVersionOf(kind);
    readonly #value: StoredValue;
    readonly #revision: number;
    readonly #parts: unknown[];
    #metadata: unknown;
    #owners: readonly Owner[] | undefined;

    constructor(value: StoredValue, revision: number, known: KnownParts | undefined) {
      this.#value = value;
      this.#revision = revision;
      this.#metadata = known?.metadata;
      this.#parts = known === undefined ? [] : [...known.fields];
      this.#owners = known?.owners;
    }

    get metadata(): unknown {
      this.#metadata ??= read.metadata(this.#value, this.#revision);
      return this.#metadata;
    }

    owners(): readonly Owner[] {
      this.#owners ??= read.owners(this.#value);
      return this.#owners;
    }

    part(position: number, name: string): unknown {
      this.#parts[position] ??= read.field(this.#value, position, name);
      return this.#parts[position];
    }
  }
  for (const [position, name] of fields.entries()) {
    Object.defineProperty(StoredObject.prototype, name, {
      get(this: StoredObject) {
        return this.part(position, name);
      },
    });
  }
  return {
    make: (value, revision, known) => new StoredObject(value, revision, known),
    ownersOf: (object) => (object as StoredObject).owners(),
  };
}
