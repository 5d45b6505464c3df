import { type Static, Type } from '@sinclair/typebox';
import { ListMeta } from '../../meta/v1/list-meta.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { NullableTime } from '../../meta/v1/scalars.ts';
import {
  ATOMIC,
  coreKind,
  embedded,
  enumerated,
  keyedBy,
  listOf,
  mergedBy,
  named,
  optional,
  required,
} from '../../schema.ts';

const CORE = 'io.k8s.api.core.v1';

/** What a namespace is to be. */
export const NamespaceSpec = named(`${CORE}.NamespaceSpec`, {
  finalizers: optional(listOf(Type.String(), ATOMIC)),
});
export type NamespaceSpec = Static<typeof NamespaceSpec>;

/** One observation about a namespace. */
export const NamespaceCondition = named(`${CORE}.NamespaceCondition`, {
  type: required(Type.String()),
  status: required(Type.String()),
  lastTransitionTime: embedded(NullableTime),
  reason: optional(Type.String()),
  message: optional(Type.String()),
});
export type NamespaceCondition = Static<typeof NamespaceCondition>;

/** What became of a namespace. */
export const NamespaceStatus = named(`${CORE}.NamespaceStatus`, {
  phase: optional(enumerated('Active', 'Terminating')),
  conditions: optional(listOf(NamespaceCondition, keyedBy('type'), mergedBy('type'))),
});
export type NamespaceStatus = Static<typeof NamespaceStatus>;

/** A scope for names. */
export const Namespace = named(
  `${CORE}.Namespace`,
  {
    kind: optional(Type.String()),
    apiVersion: optional(Type.String()),
    metadata: embedded(ObjectMeta),
    spec: embedded(NamespaceSpec),
    status: embedded(NamespaceStatus),
  },
  coreKind('Namespace'),
);
export type Namespace = Static<typeof Namespace>;

/** A list of namespaces. */
export const NamespaceList = named(
  `${CORE}.NamespaceList`,
  {
    kind: optional(Type.String()),
    apiVersion: optional(Type.String()),
    metadata: embedded(ListMeta),
    items: required(listOf(Namespace)),
  },
  coreKind('NamespaceList'),
);
export type NamespaceList = Static<typeof NamespaceList>;
