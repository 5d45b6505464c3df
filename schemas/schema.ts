import { type Static, type TObject, type TProperties, type TSchema, Type } from '@sinclair/typebox';

/**
 * The annotation of a scalar whose zero value differs from its absence, as protobuf's explicit presence does:
 * `started: false` is kept and written where it was sent. A scalar without it is left out when it is zero.
 */
export const EXPLICIT_PRESENCE = 'x-podledger-explicit-presence';

/** The annotation of a property that is optional for clients, yet always there once decoded, and always written. */
export const EMBEDDED = 'x-podledger-embedded';

/** The annotation of a list or map that is kept where it was sent empty, which says something else than its absence. */
export const KEPT_EMPTY = 'x-podledger-kept-empty';

/** The annotation of a nullable property that is left out, not written as null, where there is no value. */
export const OMIT_ZERO = 'x-podledger-omit-zero';

/**
 * The annotation of a property that a type takes over from another struct, which Go embeds in the type's own: the name of that
 * struct, which errors of a value's type name on the way to the property.
 */
export const INLINED_FROM = 'x-podledger-inlined-from';

/**
 * What a property or type carries beside its JSON Schema: the facts that Kubernetes keeps in struct tags and markers.
 * Decoding, encoding, patching and the OpenAPI document all read them from here.
 */
export interface Annotations {
  readonly description?: string;
  /** The value that the API gives an absent property. */
  readonly default?: unknown;
  /** How server-side apply and patches see a list: `atomic`, `set` or `map` (with `x-kubernetes-list-map-keys`). */
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: 'atomic' | 'granular';
  /** How a strategic merge patch treats the field, and the key that identifies an entry of a merged list. */
  readonly 'x-kubernetes-patch-strategy'?: string;
  readonly 'x-kubernetes-patch-merge-key'?: string;
  readonly 'x-kubernetes-unions'?: readonly unknown[];
  readonly [EXPLICIT_PRESENCE]?: boolean;
  readonly [KEPT_EMPTY]?: boolean;
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[];
}

/** A 64-bit integer: a bigint only where a number cannot hold its exact value. */
export type Int64 = number | bigint;

/** Names an object type. Properties stand in the order in which they are written. `id` is its name in the OpenAPI document. */
export function named<P extends TProperties>(id: string, properties: P, annotations: Annotations = {}): TObject<P> {
  return Type.Object(properties, { $id: id, ...annotations });
}

/** The properties that a type takes over from the struct of that name (see INLINED_FROM). */
export const inlined = <P extends TProperties>(struct: string, properties: P): P =>
  Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, annotate(property, '', { [INLINED_FROM]: struct })]),
  ) as P;

/** Makes the annotations of a kind of `group`, version v1. */
export const kindOf = (group: string, kind: string, description: string): Annotations => ({
  description,
  'x-kubernetes-group-version-kind': [{ group, version: 'v1', kind }],
});

/** Makes the annotations of a kind of the core group, version v1. */
export const coreKind = (kind: string, description: string): Annotations => kindOf('', kind, description);

/** A 32-bit integer. */
export const Int32 = Type.Integer({ format: 'int32' });

/** A 64-bit integer, exact over its whole range. */
export const Integer64 = Type.Unsafe<Int64>({ type: 'integer', format: 'int64' });

/** A string that the API documents as one of `values`; any string is decoded, validation decides. */
export const enumerated = (...values: readonly string[]) => Type.Unsafe<string>({ type: 'string', enum: values });

/** A value of `schema`, or null where there is none. */
export const nullable = <T extends TSchema>(schema: T) => Type.Unsafe<Static<T> | null>({ ...schema, nullable: true });

/** The annotation of a time whose zero is null in JSON, and another thing than its absence. */
export const ZERO_IS_NULL = 'x-podledger-zero-is-null';

/** A time that may be absent, as a property then is: null is the zero time, which is another thing. */
export const zeroOr = <T extends TSchema>(time: T) => Type.Unsafe<Static<T> | null>({ ...time, [ZERO_IS_NULL]: true });

/** A property that may be absent and, where it is a scalar, a list or a map, is left out when it is empty. */
export const optional = <T extends TSchema>(schema: T, description = '', annotations: Annotations = {}) =>
  Type.Optional(annotate(schema, description, annotations));

/** A scalar property that may be absent and is written whenever it was sent, zero or not (see EXPLICIT_PRESENCE). */
export const explicit = <T extends TSchema>(schema: T, description = '', annotations: Annotations = {}) =>
  Type.Optional(annotate(schema, description, { ...annotations, [EXPLICIT_PRESENCE]: true }));

/** A list or map property that may be absent, and of which it is known whether it was sent empty (see KEPT_EMPTY). */
export const keptEmpty = <T extends TSchema>(schema: T, description = '', annotations: Annotations = {}) =>
  optional(schema, description, { ...annotations, [KEPT_EMPTY]: true });

/** A property that may be absent, is documented as nullable because older servers answer null, and is left out here. */
export const omitZero = <T extends TSchema>(schema: T, description = '') =>
  Type.Optional(annotate(schema, description, { nullable: true, [OMIT_ZERO]: true }));

/** A property that the API documents as required. Decoding fills an absent one with its zero value; validation decides. */
export const required = <T extends TSchema>(schema: T, description = '', annotations: Annotations = {}): T =>
  annotate(schema, description, { ...zeroDefault(schema), ...annotations });

/** A required property for which the API documents no zero value, because validation refuses it. */
export const requiredNonZero = <T extends TSchema>(schema: T, description = ''): T => annotate(schema, description, {});

/**
 * A value held in place: documented as optional, yet there once decoded and always written; an object as `{}`, a
 * nullable as null, anything else as its zero value.
 */
export const embedded = <T extends TSchema>(schema: T, description = '', annotations: Annotations = {}): T =>
  // The type says required because decoding fills it in; the document says optional because clients may leave it out.
  Type.Optional(
    annotate(schema, description, { ...(schema.properties ? { default: {} } : {}), [EMBEDDED]: true, ...annotations }),
  ) as unknown as T;

/** A list of `items`; `traits` say how it is merged (see `ATOMIC`, `SET`, `keyedBy`, `mergedBy`). */
export const listOf = <T extends TSchema>(items: T, ...traits: readonly Annotations[]) =>
  Type.Array(annotate(items, '', zeroDefault(items)), Object.assign({}, ...traits));

/** A list that one applier owns as a whole. */
export const ATOMIC: Annotations = { 'x-kubernetes-list-type': 'atomic' };

/** A list in which each value stands once and has its own owners. */
export const SET: Annotations = { 'x-kubernetes-list-type': 'set' };

/** A list whose entries server-side apply tells apart by `keys`. */
export const keyedBy = (...keys: readonly string[]): Annotations => ({
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': keys,
});

/** A list that a strategic merge patch merges, entry by entry where there is a `key`, instead of replacing it. */
export const mergedBy = (key?: string, strategy = 'merge'): Annotations => ({
  'x-kubernetes-patch-strategy': strategy,
  ...(key === undefined ? {} : { 'x-kubernetes-patch-merge-key': key }),
});

/** A map from strings to `values`. */
export const mapOf = <T extends TSchema>(values: T) =>
  Type.Unsafe<Record<string, Static<T>>>({
    type: 'object',
    additionalProperties: annotate(values, '', zeroDefault(values)),
  });

function annotate<T extends TSchema>(schema: T, description: string, annotations: object): T {
  return { ...schema, ...(description === '' ? {} : { description }), ...annotations };
}

/** The formats for whose zero values the API documents no default. */
const NO_ZERO_DEFAULT: ReadonlySet<unknown> = new Set(['date-time', 'int-or-string', 'byte']);

function zeroDefault(schema: TSchema): { default?: unknown } {
  if (schema.oneOf || NO_ZERO_DEFAULT.has(schema.format)) return {};
  switch (schema.type) {
    case 'string':
      return { default: '' };
    case 'integer':
      return { default: 0 };
    case 'boolean':
      return { default: false };
    case 'object':
      return schema.properties ? { default: {} } : {};
    default:
      return {};
  }
}
