import { type Static, Type } from '@sinclair/typebox';
import { ListMeta } from '../../meta/v1/list-meta.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { NullableTime } from '../../meta/v1/scalars.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
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
  finalizers: optional(listOf(Type.String(), ATOMIC), 'Those that have work to do before the namespace may go.'),
});
export type NamespaceSpec = Static<typeof NamespaceSpec>;

/** One observation about a namespace. */
export const NamespaceCondition = named(`${CORE}.NamespaceCondition`, {
  type: required(Type.String(), 'What the condition is about.'),
  status: required(Type.String(), '`True`, `False` or `Unknown`.'),
  lastTransitionTime: embedded(NullableTime, 'When the status last changed; null where that is not known.'),
  reason: optional(Type.String(), 'Why it last changed, in one CamelCase word.'),
  message: optional(Type.String(), 'Why it last changed, for people to read.'),
});
export type NamespaceCondition = Static<typeof NamespaceCondition>;

/** What became of a namespace. */
export const NamespaceStatus = named(`${CORE}.NamespaceStatus`, {
  phase: optional(
    enumerated('Active', 'Terminating'),
    '`Active`, or `Terminating` while the namespace is being deleted.',
  ),
  conditions: optional(
    listOf(NamespaceCondition, keyedBy('type'), mergedBy('type')),
    'Observations about the namespace, such as what keeps it from going.',
  ),
});
export type NamespaceStatus = Static<typeof NamespaceStatus>;

/** A scope for names. */
export const Namespace = named(
  `${CORE}.Namespace`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    spec: embedded(NamespaceSpec, 'What the namespace is to be.'),
    status: embedded(NamespaceStatus, 'What became of the namespace.'),
  },
  coreKind('Namespace', 'A scope for names.'),
);
export type Namespace = Static<typeof Namespace>;

/** A list of namespaces. */
export const NamespaceList = named(
  `${CORE}.NamespaceList`,
  {
    ...typeMeta,
    metadata: embedded(ListMeta, 'Version of the list, and how to go on with it.'),
    items: required(listOf(Namespace), 'The namespaces.'),
  },
  coreKind('NamespaceList', 'A list of namespaces.'),
);
export type NamespaceList = Static<typeof NamespaceList>;
