import type { FieldSet } from './field-set.ts';
import { FieldSetBuilder } from './field-set-builder.ts';
import { indexEntries } from './list-entries.ts';
import type { ListMergeType, MergeType } from './merge-type.ts';
import { fieldElement, type PathElement } from './path-element.ts';
import { entriesOf, equalValues, memberNames, memberOf, membersOf } from './values.ts';

/** How one value differs from another. No field is in two of the sets. */
export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

/** What becomes of the fields of `before` in `after`. Members that are undefined are not there. */
export function compare(type: MergeType, before: unknown, after: unknown): Comparison {
  const walk = new CompareWalk();
  walk.compare(type, before, after);
  return { added: walk.added.build(), modified: walk.modified.build(), removed: walk.removed.build() };
}

class CompareWalk {
  readonly added = new FieldSetBuilder();
  readonly modified = new FieldSetBuilder();
  readonly removed = new FieldSetBuilder();
  readonly #path: PathElement[] = [];

  compare(type: MergeType, before: unknown, after: unknown): void {
    switch (type.kind) {
      case 'scalar':
        this.#leaf(before, after);
        return;
      case 'map':
        // Two empty objects are a leaf: one that is there is not the same as none.
        if (type.atomic || (membersOf(before).length === 0 && membersOf(after).length === 0)) {
          this.#leaf(before, after);
          return;
        }
        for (const name of memberNames(before, after)) {
          const field = type.fields.get(name);
          const memberType = field?.type ?? type.element;
          if (memberType === undefined) continue;
          this.#within(field?.element ?? fieldElement(name), () =>
            this.compare(memberType, memberOf(before, name), memberOf(after, name)),
          );
        }
        this.#container(before, after);
        return;
      case 'list':
        if (type.relation === 'atomic' || (entriesOf(before).length === 0 && entriesOf(after).length === 0)) {
          this.#leaf(before, after);
          return;
        }
        this.#entries(type, entriesOf(before), entriesOf(after));
        this.#container(before, after);
    }
  }

  #entries(type: ListMergeType, before: readonly unknown[], after: readonly unknown[]): void {
    const old = indexEntries(type, before);
    const next = indexEntries(type, after);
    for (const element of new Set([...old.keys(), ...next.keys()])) {
      this.#within(element, () => this.#entry(type.element, old.get(element) ?? [], next.get(element) ?? []));
    }
  }

  // Entries that cannot be told apart are owned as one.
  #entry(type: MergeType, before: readonly unknown[], after: readonly unknown[]): void {
    const [wereMany, areMany] = [before.length > 1, after.length > 1];
    if (!wereMany && !areMany) {
      this.compare(type, before[0], after[0]);
    } else if (wereMany && areMany) {
      if (!equalValues(before, after)) this.modified.insert(this.#path);
    } else if (wereMany) {
      if (after.length > 0) this.compare(type, undefined, after[0]);
      this.removed.insert(this.#path);
    } else {
      if (before.length > 0) this.compare(type, before[0], undefined);
      this.added.insert(this.#path);
    }
  }

  #leaf(before: unknown, after: unknown): void {
    if (before === undefined || after === undefined) this.#container(before, after);
    else if (!equalValues(before, after)) this.modified.insert(this.#path);
  }

  #container(before: unknown, after: unknown): void {
    if (before === undefined) this.added.insert(this.#path);
    else if (after === undefined) this.removed.insert(this.#path);
  }

  #within(element: PathElement, visit: () => void): void {
    this.#path.push(element);
    visit();
    this.#path.pop();
  }
}
