import type { ApiObject } from '../apimachinery/api-object.ts';
import { changedOwner } from '../apimachinery/fieldmanager/changed-owner.ts';
import { allFieldsBut } from '../apimachinery/fieldmanager/field-filter.ts';
import {
  ownersForUpdate,
  ownersOfCreated,
  ownersOfUpdated,
  type Writer,
  type WriteScope,
} from '../apimachinery/fieldmanager/field-manager.ts';
import { EMPTY, equals, type FieldSet, isEmpty, union } from '../apimachinery/fieldmanager/field-set.ts';
import { fieldSetOf } from '../apimachinery/fieldmanager/field-set-builder.ts';
import { mergeTypeOf } from '../apimachinery/fieldmanager/merge-type.ts';
import { compareOwners, isSameOwner, type Owner } from '../apimachinery/fieldmanager/owner.ts';
import { fieldElement } from '../apimachinery/fieldmanager/path-element.ts';
import { type FindUntypedEntry, untypedEntryFinder } from '../apimachinery/fieldmanager/untyped-entries.ts';
import { apiVersionOf } from '../apimachinery/group-version-kind.ts';
import type { ResourceDefinition } from './definition/resource-definition.ts';
import type { UpdateStrategy } from './definition/strategy.ts';

/** Who owns the fields of objects of one kind, as far as they are written in one way: the object itself or a subresource. */
export interface Ownership<T> {
  /** Owners of a new object. What it says of its owners counts. */
  created(object: T, writer: Writer): readonly Owner[];
  /**
   * Owners after an update, before the strategy prepares it: the very list of owners that there were where nothing changes.
   * @param owners those of `old`
   */
  updated(old: T, next: T, owners: readonly Owner[], writer: Writer): readonly Owner[];
  readonly scope: WriteScope;
  /** Why nobody can own anything of an object; undefined where all can. */
  readonly findUntypedEntry: FindUntypedEntry;
  /** The object as a document without what the strategy keeps, unless `names` holds for it. */
  document(object: T, names?: (field: string) => boolean): Readonly<Record<string, unknown>>;
}

type Described<T extends ApiObject> = Pick<ResourceDefinition<T>, 'schema' | 'kind' | 'codec'>;

/** The ownership of a way in which objects of a kind are written: by a strategy, through a subresource or ''. Made on first use. */
export function ownershipOf<T extends ApiObject>(
  definition: Described<T>,
  subresource: string,
  strategy: UpdateStrategy<T>,
): Ownership<T> {
  const strategies = ownerships.get(definition) ?? new WeakMap<object, Map<string, unknown>>();
  ownerships.set(definition, strategies);
  // Controllers write the object itself by a strategy of their own, which keeps more of it than the kind's.
  const ways = strategies.get(strategy) ?? new Map<string, unknown>();
  strategies.set(strategy, ways);
  // What was made for a definition is for objects of its kind, which no type of a map can say.
  const known = ways.get(subresource) as Ownership<T> | undefined;
  if (known !== undefined) return known;
  const made = makeOwnership(definition, subresource, strategy);
  ways.set(subresource, made);
  return made;
}

const ownerships = new WeakMap<object, WeakMap<object, Map<string, unknown>>>();

function makeOwnership<T extends ApiObject>(
  { schema, kind, codec }: Described<T>,
  subresource: string,
  strategy: UpdateStrategy<T>,
): Ownership<T> {
  const filter = allFieldsBut(strategy.resetFields ?? strategy.keptFields);
  const type = mergeTypeOf(schema);
  const apiVersion = apiVersionOf(kind);
  const scope: WriteScope = { type, apiVersion, subresource, filter };
  const kept: ReadonlySet<string> = new Set(strategy.keptFields);
  // What is kept is not looked at either: it may not be decoded yet.
  const skip = union(filter.skipped, fieldSetOf(...strategy.keptFields.map((name) => [fieldElement(name)])));
  // Made when the first object is written: a schema is a large tree.
  let finder: FindUntypedEntry | undefined;
  const findUntypedEntry: FindUntypedEntry = (object) => {
    finder ??= untypedEntryFinder(schema);
    return finder(object);
  };
  const fields = Object.keys(schema.properties);
  const all = (): boolean => true;
  const document = (object: T, names: (field: string) => boolean = () => false): Record<string, unknown> => {
    const shown: Record<string, unknown> = {};
    for (const field of fields) {
      if (!kept.has(field) || names(field)) shown[field] = (object as Readonly<Record<string, unknown>>)[field];
    }
    return shown;
  };
  return {
    scope,
    findUntypedEntry,
    document,
    created(object, writer) {
      if (findUntypedEntry(object) !== undefined) return [];
      const owners = ownersForUpdate(scope, object.metadata.managedFields, []);
      const change = { before: document(codec.empty(), all), after: document(object, all) };
      return ownersOfCreated(scope, owners, change, writer).toSorted(compareOwners);
    },
    updated(old, next, owners, writer) {
      if ((findUntypedEntry(old) ?? findUntypedEntry(next)) !== undefined) return [];
      const given = ownersForUpdate(scope, next.metadata.managedFields, owners);
      if (given === owners) {
        const touched = touchedOwners(old, next, owners, writer);
        if (touched !== undefined) return touched;
      }
      const change = { before: document(old), after: document(next) };
      return ownersOfUpdated(scope, given, change, writer).toSorted(compareOwners);
    },
  };

  /** The owners after an update that does nothing to what others own; undefined where it may. */
  function touchedOwners(
    old: T,
    next: T,
    owners: readonly Owner[],
    { manager, now }: Writer,
  ): readonly Owner[] | undefined {
    if (owners.length === 0) return owners;
    const identity = { manager, operation: 'Update', apiVersion, subresource } as const;
    const index = owners.findIndex((owner) => isSameOwner(owner, identity));
    const others: FieldSet[] = [];
    for (const [i, owner] of owners.entries()) {
      if (owner.apiVersion !== apiVersion) return undefined;
      if (i !== index) others.push(owner.fields);
    }
    const own = owners[index];
    const change = changedOwner(type, old, next, { own: own?.fields ?? EMPTY, others, skip });
    if (change === undefined) return undefined;
    const { fields, touched: isTouched } = change;
    const time = isTouched ? now : own?.time;
    if (fields === (own?.fields ?? EMPTY) && time === own?.time) return owners;
    // An owner that comes or goes is one more, or one less, among those that are counted.
    if (own === undefined || isEmpty(fields)) return undefined;
    const touched = owners.with(index, { ...own, time, fields });
    return isOrderedAt(touched, index) ? touched : touched.toSorted(compareOwners);
  }
}

function isOrderedAt(owners: readonly Owner[], index: number): boolean {
  const [before, at, after] = [owners[index - 1], owners[index], owners[index + 1]];
  if (at === undefined) return true;
  return (
    (before === undefined || compareOwners(before, at) <= 0) && (after === undefined || compareOwners(at, after) <= 0)
  );
}

/** Whether two lists of owners differ in times alone, if at all. */
export function sameButTimes(a: readonly Owner[], b: readonly Owner[]): boolean {
  return (
    a.length === b.length &&
    a.every((owner, i) => {
      const other = b[i];
      if (other === undefined || owner === other) return owner === other;
      return isSameOwner(owner, other) && owner.apiVersion === other.apiVersion && equals(owner.fields, other.fields);
    })
  );
}
