import { type Static, Type } from '@sinclair/typebox';
import { Toleration } from '../../core/v1/scheduling.ts';
import { objectList } from '../../meta/v1/object-list.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { Quantity } from '../../meta/v1/scalars.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { ATOMIC, embedded, kindOf, listOf, mapOf, named, optional, required } from '../../schema.ts';

const NODE = 'io.k8s.api.node.v1';
const GROUP = 'node.k8s.io';

/** What a pod takes beside what its containers ask for. */
export const Overhead = named(`${NODE}.Overhead`, {
  podFixed: optional(mapOf(Quantity), 'What each pod takes, by resource.'),
});
export type Overhead = Static<typeof Overhead>;

/** On which nodes a runtime is found. */
export const Scheduling = named(`${NODE}.Scheduling`, {
  nodeSelector: optional(mapOf(Type.String()), 'Labels of the nodes that have the runtime.', {
    'x-kubernetes-map-type': 'atomic',
  }),
  tolerations: optional(listOf(Toleration, ATOMIC), 'Tolerations that its pods are given.'),
});
export type Scheduling = Static<typeof Scheduling>;

/** A container runtime that pods can choose. */
export const RuntimeClass = named(
  `${NODE}.RuntimeClass`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    handler: required(Type.String(), "The runtime's name in the configuration of the nodes."),
    overhead: optional(Overhead, 'What a pod takes beside what its containers ask for.'),
    scheduling: optional(Scheduling, 'On which nodes the runtime is found; on all where it is absent.'),
  },
  kindOf(GROUP, 'RuntimeClass', 'A container runtime that pods can choose.'),
);
export type RuntimeClass = Static<typeof RuntimeClass>;

/** A list of runtime classes. */
export const RuntimeClassList = objectList(
  `${NODE}.RuntimeClassList`,
  RuntimeClass,
  kindOf(GROUP, 'RuntimeClassList', 'A list of runtime classes.'),
);
export type RuntimeClassList = Static<typeof RuntimeClassList>;
