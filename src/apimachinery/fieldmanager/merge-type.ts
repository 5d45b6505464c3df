import type { TSchema } from '@sinclair/typebox';
import { schemaType } from '../decode/schema-type.ts';
import { type FindDifferences, generateDifferences } from './generate-comparisons.ts';
import { compareElements, fieldElement, type PathElement } from './path-element.ts';

/** How values of a schema are compared, merged and owned: by the annotations that the schema carries (KEP-555). */
export type MergeType = ScalarMergeType | MapMergeType | ListMergeType;

/** A value that is owned as a whole. `any` takes whatever JSON has. */
export interface ScalarMergeType {
  readonly kind: 'scalar';
  readonly scalar: 'string' | 'numeric' | 'boolean' | 'untyped' | 'any';
}

/** An object: with known members, or with any that are of one type. */
export interface MapMergeType {
  readonly kind: 'map';
  /** Whether it is owned as a whole. */
  readonly atomic: boolean;
  readonly fields: ReadonlyMap<string, FieldMergeType>;
  /** The same as a list in the order of sets of fields, for those who look at all of them. */
  readonly fieldList: readonly FieldMergeType[];
  /** Tells in which of the fields in that list two objects differ, be it that their values are the same by another look. */
  readonly findDifferences: FindDifferences;
  /** The type of members that are not among the fields; undefined where there are none. */
  readonly element: MergeType | undefined;
}

/** A member of an object with known members. */
export interface FieldMergeType {
  readonly name: string;
  readonly element: PathElement;
  readonly type: MergeType;
}

/** A list: owned as a whole, a set of scalars, or entries that keys tell apart. */
export interface ListMergeType {
  readonly kind: 'list';
  readonly relation: 'atomic' | 'set' | 'keyed';
  /** The members that tell entries apart, in order of their names, with the values that stand for absent ones. */
  readonly keys: readonly ListKey[];
  /** Tells in which of the keys two entries differ. */
  readonly findKeyDifferences: FindDifferences;
  readonly element: MergeType;
}

/** A member that tells the entries of a list apart. */
export interface ListKey {
  readonly name: string;
  /** The value of an entry that has none; undefined where such an entry has no value for the key. */
  readonly default: unknown;
  /** Whether every entry has it, if only with nothing for its value. */
  readonly isAlwaysThere: boolean;
}

/** Tells how values of a schema are merged. */
export function mergeTypeOf(schema: TSchema): MergeType {
  const known = types.get(schema);
  if (known !== undefined) return known;
  const made = make(schema);
  types.set(schema, made);
  return made;
}

const types = new WeakMap<TSchema, MergeType>();

const SCALARS = {
  any: { kind: 'scalar', scalar: 'any' },
  untyped: { kind: 'scalar', scalar: 'untyped' },
  string: { kind: 'scalar', scalar: 'string' },
  numeric: { kind: 'scalar', scalar: 'numeric' },
  boolean: { kind: 'scalar', scalar: 'boolean' },
} as const;

function make(schema: TSchema): MergeType {
  switch (schemaType(schema)) {
    case 'string':
      return schema.format === undefined ? SCALARS.string : SCALARS.untyped;
    case 'bytes':
      return SCALARS.string;
    case 'int32':
    case 'int64':
      return SCALARS.numeric;
    case 'boolean':
      return SCALARS.boolean;
    case 'list':
      return new ListType(schema);
    case 'struct':
    case 'map':
      return new MapType(schema);
    case 'raw':
      return SCALARS.any;
    default:
      return SCALARS.untyped;
  }
}

// Members are looked at when they are first asked for: a schema is a large tree of which most objects touch little.
class MapType implements MapMergeType {
  readonly kind = 'map';
  readonly atomic: boolean;
  readonly #schema: TSchema;
  #fields: ReadonlyMap<string, FieldMergeType> | undefined;
  #fieldList: readonly FieldMergeType[] | undefined;
  #findDifferences: FindDifferences | undefined;
  #element: MergeType | undefined;

  constructor(schema: TSchema) {
    this.#schema = schema;
    this.atomic = schema['x-kubernetes-map-type'] === 'atomic';
  }

  get fields(): ReadonlyMap<string, FieldMergeType> {
    this.#fields ??= new Map(this.fieldList.map((field) => [field.name, field]));
    return this.#fields;
  }

  get fieldList(): readonly FieldMergeType[] {
    this.#fieldList ??= Object.entries<TSchema>(this.#schema.properties ?? {})
      .map(([name, property]) => ({ name, element: fieldElement(name), type: mergeTypeOf(property) }))
      .sort((a, b) => compareElements(a.element, b.element));
    return this.#fieldList;
  }

  get findDifferences(): FindDifferences {
    this.#findDifferences ??= generateDifferences(this.fieldList.map(({ name }) => name));
    return this.#findDifferences;
  }

  get element(): MergeType | undefined {
    const values: TSchema | undefined = this.#schema.additionalProperties;
    if (values !== undefined) this.#element ??= mergeTypeOf(values);
    return this.#element;
  }
}

class ListType implements ListMergeType {
  readonly kind = 'list';
  readonly relation: ListMergeType['relation'];
  readonly keys: readonly ListKey[];
  readonly #schema: TSchema;
  #findKeyDifferences: FindDifferences | undefined;
  #element: MergeType | undefined;

  constructor(schema: TSchema) {
    this.#schema = schema;
    this.relation = relationOf(schema);
    const names: readonly string[] =
      this.relation === 'keyed'
        ? (schema['x-kubernetes-list-map-keys'] ?? [schema['x-kubernetes-patch-merge-key']])
        : [];
    this.keys = names.toSorted().map((name) => ({
      name,
      default: schema.items.properties?.[name]?.default,
      isAlwaysThere: schema.items.required?.includes(name) === true,
    }));
  }

  get findKeyDifferences(): FindDifferences {
    this.#findKeyDifferences ??= generateDifferences(this.keys.map(({ name }) => name));
    return this.#findKeyDifferences;
  }

  get element(): MergeType {
    this.#element ??= mergeTypeOf(this.#schema.items);
    return this.#element;
  }
}

function relationOf(schema: TSchema): ListMergeType['relation'] {
  const type: string | undefined = schema['x-kubernetes-list-type'];
  if (type !== undefined) return type === 'map' ? 'keyed' : (type as 'atomic' | 'set');
  // Lists from before that annotation say by their patch strategy how they are merged.
  if (!/^merge\b/.test(schema['x-kubernetes-patch-strategy'] ?? '')) return 'atomic';
  return schema['x-kubernetes-patch-merge-key'] === undefined ? 'set' : 'keyed';
}
