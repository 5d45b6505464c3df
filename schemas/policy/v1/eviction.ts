import type { Static } from '@sinclair/typebox';
import { DeleteOptions } from '../../meta/v1/delete-options.ts';
import { ObjectMeta } from '../../meta/v1/object-meta.ts';
import { typeMeta } from '../../meta/v1/type-meta.ts';
import { embedded, kindOf, named, optional } from '../../schema.ts';

/** Asks for a pod to be deleted as far as the disruption budgets allow. */
export const Eviction = named(
  'io.k8s.api.policy.v1.Eviction',
  {
    ...typeMeta,
    metadata: embedded(ObjectMeta, 'The name and namespace of the pod.'),
    deleteOptions: optional(DeleteOptions, 'How the pod is to be deleted.'),
  },
  kindOf('policy', 'Eviction', 'Asks for a pod to be deleted as far as the disruption budgets allow.'),
);
export type Eviction = Static<typeof Eviction>;
