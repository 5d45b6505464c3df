import type { PodRelations } from './node-relations.ts';

/**
 * What each node has to do with because of the pods that are bound to it: the objects, and how many of its pods lead there. A pod that
 * shares all that it names with others of its node takes no more than the key of its own.
 */
export class NodeGraph {
  readonly #byNode = new Map<string, Map<string, number>>();

  /** Takes a pod in. */
  add({ node, keys }: PodRelations): void {
    let related = this.#byNode.get(node);
    if (related === undefined) {
      related = new Map();
      this.#byNode.set(node, related);
    }
    for (const key of keys) related.set(key, (related.get(key) ?? 0) + 1);
  }

  /** Lets a pod go that was taken in likewise. */
  remove({ node, keys }: PodRelations): void {
    const related = this.#byNode.get(node);
    if (related === undefined) return;
    for (const key of keys) {
      const count = related.get(key) ?? 0;
      if (count > 1) related.set(key, count - 1);
      else related.delete(key);
    }
    if (related.size === 0) this.#byNode.delete(node);
  }

  /** Whether a pod of the node is, or names, the object of a key. */
  has(node: string, key: string): boolean {
    return this.#byNode.get(node)?.has(key) === true;
  }

  /** Lets all pods go. */
  clear(): void {
    this.#byNode.clear();
  }
}
