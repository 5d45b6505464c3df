import { FieldSet } from './field-set.ts';
import type { MergeType } from './merge-type.ts';
import type { PathElement } from './path-element.ts';

/**
 * The set with all objects' known members in it above its fields, which otherwise are in no set: whoever owns `spec.containers` owns
 * `spec`, as far as what may be taken out of an object is concerned.
 */
export function withNamedFields(type: MergeType | undefined, set: FieldSet): FieldSet {
  const children = new Map<PathElement, FieldSet>();
  for (const [element, child] of set.children) {
    const field = type?.kind === 'map' ? type.fields.get(element.slice(2)) : undefined;
    const below = child.children.size === 0 ? child : withNamedFields(field?.type ?? elementType(type, element), child);
    const named = field !== undefined && element.startsWith('f:');
    children.set(element, named && !below.member ? new FieldSet(true, below.children) : below);
  }
  return new FieldSet(set.member, children);
}

function elementType(type: MergeType | undefined, element: PathElement): MergeType | undefined {
  if (type === undefined || type.kind === 'scalar') return undefined;
  return element.startsWith(type.kind === 'map' ? 'f:' : 'k:') ? type.element : undefined;
}
