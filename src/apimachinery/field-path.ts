/** How kube-apiserver names no field in particular: what is said is about the object as a whole. */
export const WHOLE_OBJECT = '[]';

/**
 * A place inside an object, written as Kubernetes writes it in messages: `spec.containers[0].image`,
 * `metadata.annotations[example.com/key]`. Paths are linked lists, so that naming a place costs nothing until it is printed.
 */
export class FieldPath {
  readonly #parent: FieldPath | undefined;
  readonly #segment: string;

  private constructor(parent: FieldPath | undefined, segment: string) {
    this.#parent = parent;
    this.#segment = segment;
  }

  /** The path of a top-level field. */
  static of(name: string): FieldPath {
    return new FieldPath(undefined, name);
  }

  /** The path of a field of this object. */
  child(name: string): FieldPath {
    return new FieldPath(this, `.${name}`);
  }

  /** The path of an entry of this list. */
  index(position: number): FieldPath {
    return new FieldPath(this, `[${position}]`);
  }

  /** The path of an entry of this map. */
  key(key: string): FieldPath {
    return new FieldPath(this, `[${key}]`);
  }

  toString(): string {
    return this.#parent === undefined ? this.#segment : `${this.#parent}${this.#segment}`;
  }
}
