import { EMPTY, type FieldSet, node, union } from './field-set.ts';
import type { Owner } from './owner.ts';
import { fieldElement, type PathElement } from './path-element.ts';

/** Another version in which the same objects are written, where some of their top-level fields have other names. */
export interface OtherVersion {
  readonly apiVersion: string;
  /** What the version that is written calls the fields of the other one. */
  readonly toOwn: ReadonlyMap<PathElement, PathElement>;
  /** What the other version calls the fields of the one that is written. */
  readonly fromOwn: ReadonlyMap<PathElement, PathElement>;
}

/** Makes another version of its names by those of the version that is written; what is not named has the same name in both. */
export function otherVersion(
  apiVersion: string,
  names: readonly (readonly [own: string, other: string])[],
): OtherVersion {
  const elements = names.map(([own, other]) => [fieldElement(own), fieldElement(other)] as const);
  return { apiVersion, toOwn: new Map(elements.map(([own, other]) => [other, own])), fromOwn: new Map(elements) };
}

/** A version that is written, and the others. */
export interface Versions {
  readonly apiVersion: string;
  readonly others?: readonly OtherVersion[];
}

/** Owners with their fields called as in the version that is written. Owners in versions that are not served are forgotten. */
export function inWrittenVersion({ apiVersion, others = [] }: Versions, owners: readonly Owner[]): readonly Owner[] {
  if (owners.every((owner) => owner.apiVersion === apiVersion)) return owners;
  return owners.flatMap((owner) => {
    if (owner.apiVersion === apiVersion) return [owner];
    const other = others.find((version) => version.apiVersion === owner.apiVersion);
    return other === undefined ? [] : [{ ...owner, fields: renamed(owner.fields, other.toOwn) }];
  });
}

/** The same owners with their fields called as in the version of each. */
export function inOwnVersions(versions: Versions, owners: readonly Owner[]): readonly Owner[] {
  if (owners.every((owner) => owner.apiVersion === versions.apiVersion)) return owners;
  return owners.map((owner) => ({ ...owner, fields: fieldsInVersionOf(versions, owner, owner.fields) }));
}

/** A set of fields with the names that they have in the version of an owner. */
export function fieldsInVersionOf({ others = [] }: Versions, { apiVersion }: Owner, fields: FieldSet): FieldSet {
  const other = others.find((version) => version.apiVersion === apiVersion);
  return other === undefined ? fields : renamed(fields, other.fromOwn);
}

function renamed(set: FieldSet, names: ReadonlyMap<PathElement, PathElement>): FieldSet {
  const children = new Map<PathElement, FieldSet>();
  for (const [element, child] of set.children) {
    const name = names.get(element) ?? element;
    const before = children.get(name);
    children.set(name, before === undefined ? child : union(before, child));
  }
  return node(set.member, children) ?? EMPTY;
}
