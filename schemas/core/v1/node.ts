import { type Static, Type } from '@sinclair/typebox';
import { objectList } from '../../meta/v1/object-list.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { Time } from '../../meta/v1/scalars.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import {
  ATOMIC,
  coreKind,
  embedded,
  enumerated,
  listOf,
  mergedBy,
  named,
  optional,
  required,
  SET,
  zeroOr,
} from '../../schema.ts';
import { NodeConfigSource } from './node-config.ts';
import { NodeStatus } from './node-status.ts';

const CORE = 'io.k8s.api.core.v1';

/** Keeps pods off a node, unless they tolerate it. */
export const Taint = named(`${CORE}.Taint`, {
  key: required(Type.String(), 'Key of the taint.'),
  value: optional(Type.String(), 'Value of the taint.'),
  effect: required(
    enumerated('NoExecute', 'NoSchedule', 'PreferNoSchedule'),
    'What becomes of pods that do not tolerate it: `NoSchedule`, `PreferNoSchedule` or `NoExecute`.',
  ),
  timeAdded: optional(zeroOr(Time), 'When the taint was added.'),
});
export type Taint = Static<typeof Taint>;

/** What a node is to be. */
export const NodeSpec = named(`${CORE}.NodeSpec`, {
  podCIDR: optional(Type.String(), 'Addresses for the pods of the node.'),
  podCIDRs: optional(
    listOf(Type.String(), SET, mergedBy()),
    'Addresses for the pods of the node, at most one range of each IP family; the first is podCIDR.',
  ),
  providerID: optional(Type.String(), "The cloud provider's name for the node."),
  unschedulable: optional(Type.Boolean(), 'Whether the node takes no new pods.'),
  taints: optional(listOf(Taint, ATOMIC), 'What keeps pods off the node, unless they tolerate it.'),
  configSource: optional(NodeConfigSource, 'Where the kubelet once took its configuration from; of no effect.'),
  externalID: optional(Type.String(), 'A name of older times; of no effect.'),
});
export type NodeSpec = Static<typeof NodeSpec>;

/** A machine that runs pods. */
export const Node = named(
  `${CORE}.Node`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    spec: embedded(NodeSpec, 'What the node is to be.'),
    status: embedded(NodeStatus, 'What the agent on the node says of it.'),
  },
  coreKind('Node', 'A machine that runs pods.'),
);
export type Node = Static<typeof Node>;

/** A list of nodes. */
export const NodeList = objectList(`${CORE}.NodeList`, Node, coreKind('NodeList', 'A list of nodes.'));
export type NodeList = Static<typeof NodeList>;
