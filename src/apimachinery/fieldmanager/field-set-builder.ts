import { EMPTY, type FieldPathElements, type FieldSet, MEMBER, node } from './field-set.ts';
import type { PathElement } from './path-element.ts';

/** The set of the fields at `paths`. What stands above them is not in it. */
export function fieldSetOf(...paths: readonly FieldPathElements[]): FieldSet {
  const builder = new FieldSetBuilder();
  for (const path of paths) builder.insert(path);
  return builder.build();
}

/** The fields that are in any of the sets. For many sets, of which `union` would copy what it has so far again and again. */
export function unionAll(sets: readonly FieldSet[]): FieldSet {
  const [only = EMPTY, ...more] = sets;
  if (more.length === 0) return only;
  const builder = new FieldSetBuilder();
  for (const set of sets) builder.insertAll(set);
  return builder.build();
}

interface Growing {
  member: boolean;
  children: Map<PathElement, Growing> | undefined;
}

/** Makes a set of fields of which one comes after the other. */
export class FieldSetBuilder {
  readonly #root: Growing = { member: false, children: undefined };

  /** Adds the field at the end of a path. The path may be changed afterwards. The object itself is in no set. */
  insert(path: FieldPathElements): void {
    let at = this.#root;
    for (const element of path) {
      at.children ??= new Map();
      let next = at.children.get(element);
      if (next === undefined) {
        next = { member: false, children: undefined };
        at.children.set(element, next);
      }
      at = next;
    }
    if (at !== this.#root) at.member = true;
  }

  /** Adds all fields of a set. */
  insertAll(set: FieldSet): void {
    grow(this.#root, set);
  }

  /** The set of what was added. Nothing may be added any more. */
  build(): FieldSet {
    // What has grown has no empty nodes in it: each leads to a member.
    return finished(this.#root);
  }
}

function finished({ member, children }: Growing): FieldSet {
  if (children === undefined) return member ? MEMBER : EMPTY;
  const done = new Map<PathElement, FieldSet>();
  for (const [element, child] of children) done.set(element, finished(child));
  return node(member, done) ?? EMPTY;
}

function grow(at: Growing, { member, children }: FieldSet): void {
  if (member) at.member = true;
  for (const [element, child] of children) {
    at.children ??= new Map();
    const known = at.children.get(element);
    const next = known ?? { member: false, children: undefined };
    if (known === undefined) at.children.set(element, next);
    grow(next, child);
  }
}
