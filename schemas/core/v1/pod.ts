import { type Static, Type } from '@sinclair/typebox';
import { ListMeta } from '../../meta/v1/list-meta.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { coreKind, embedded, listOf, named, optional, required } from '../../schema.ts';
import { PodSpec } from './pod-spec.ts';
import { PodStatus } from './pod-status.ts';

const CORE = 'io.k8s.api.core.v1';

/** A group of containers that run together on one node. */
export const Pod = named(
  `${CORE}.Pod`,
  {
    kind: optional(Type.String()),
    apiVersion: optional(Type.String()),
    metadata: embedded(ObjectMeta),
    spec: embedded(PodSpec),
    status: embedded(PodStatus),
  },
  coreKind('Pod'),
);
export type Pod = Static<typeof Pod>;

/** A list of pods. */
export const PodList = named(
  `${CORE}.PodList`,
  {
    kind: optional(Type.String()),
    apiVersion: optional(Type.String()),
    metadata: embedded(ListMeta),
    items: required(listOf(Pod)),
  },
  coreKind('PodList'),
);
export type PodList = Static<typeof PodList>;
