import { FieldSet, MEMBER } from './field-set.ts';
import type { MergeType } from './merge-type.ts';
import type { PathElement } from './path-element.ts';

/** The set as the schema has it: whoever owned something within what is owned as a whole owns that. */
export function reconcile(type: MergeType | undefined, set: FieldSet): FieldSet {
  if (type === undefined || type.kind === 'scalar' || set.children.size === 0) return set;
  if (type.kind === 'map' ? type.atomic : type.relation === 'atomic') return MEMBER;
  let children: Map<PathElement, FieldSet> | undefined;
  for (const [element, child] of set.children) {
    const field = type.kind === 'map' ? type.fields.get(element.slice(2)) : undefined;
    const reconciled = reconcile(field?.type ?? type.element, child);
    if (reconciled === child) continue;
    children ??= new Map(set.children);
    children.set(element, reconciled);
  }
  return children === undefined ? set : new FieldSet(set.member, children);
}
