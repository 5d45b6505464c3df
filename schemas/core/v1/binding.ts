import type { Static } from '@sinclair/typebox';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { coreKind, embedded, named, required } from '../../schema.ts';
import { ObjectReference } from './object-reference.ts';

/** Assigns a pod to a node. */
export const Binding = named(
  'io.k8s.api.core.v1.Binding',
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'The name of the pod, with labels and annotations that it is to get.'),
    target: required(ObjectReference, 'The node.'),
  },
  coreKind('Binding', 'Assigns a pod to a node.'),
);
export type Binding = Static<typeof Binding>;
