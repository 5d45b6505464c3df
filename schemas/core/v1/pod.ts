import type { Static } from '@sinclair/typebox';
import { ListMeta } from '../../meta/v1/list-meta.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { coreKind, embedded, listOf, named, required } from '../../schema.ts';
import { PodSpec } from './pod-spec.ts';
import { PodStatus } from './pod-status.ts';

const CORE = 'io.k8s.api.core.v1';

/** A group of containers that run together on one node. */
export const Pod = named(
  `${CORE}.Pod`,
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'Name, labels and all else that objects have in common.'),
    spec: embedded(PodSpec, 'What the pod is to be; written by its owner.'),
    status: embedded(
      PodStatus,
      'What became of the pod; written by the agent that runs it, through the subresource status.',
    ),
  },
  coreKind('Pod', 'A group of containers that run together on one node.'),
);
export type Pod = Static<typeof Pod>;

/** A list of pods. */
export const PodList = named(
  `${CORE}.PodList`,
  {
    ...typeMeta,
    metadata: embedded(ListMeta, 'Version of the list, and how to go on with it.'),
    items: required(listOf(Pod), 'The pods.'),
  },
  coreKind('PodList', 'A list of pods.'),
);
export type PodList = Static<typeof PodList>;
